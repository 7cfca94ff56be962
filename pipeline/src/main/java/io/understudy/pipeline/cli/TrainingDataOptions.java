package io.understudy.pipeline.cli;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.train.TrainingData;
import io.understudy.pipeline.train.TrainingTopic;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What is trained on, and what the contact sheets show. */
final class TrainingDataOptions {
  @Option(
      names = "--clips",
      paramLabel = "DIR",
      description =
          "Folder of .mp4 files or folders of pictures, named IDENTITY_N_N or IDENTITY#N.")
  private Path clips;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description =
          "Train on the driving frames that this topic of the configured broker (--config, --set"
              + " kafka.bootstrap=...) holds now, each stream as a person.")
  private String topic;

  @Option(
      names = "--rendered-heads",
      paramLabel = "N",
      description =
          "Train on N heads that are rendered here too, each as a person of its own (default:"
              + " ${DEFAULT-VALUE}).")
  private int renderedHeads;

  @Option(
      names = "--frames-per-identity",
      paramLabel = "N",
      description =
          "Most frames that are kept of a person, drawn evenly from its clips (default:"
              + " ${DEFAULT-VALUE}).")
  private int frames = TrainingData.USUAL_FRAMES;

  @Option(
      names = "--check",
      paramLabel = "DIR",
      description =
          "Clips of the contact sheets (default: those of --clips, else all that is trained on).")
  private Path check;

  /**
   * What is trained on.
   *
   * @param configuration asked for the broker of a topic
   */
  TrainingData data(Supplier<UnderstudyConfiguration> configuration) {
    return new TrainingData(
        Optional.ofNullable(clips),
        Optional.ofNullable(topic)
            .map(name -> new TrainingTopic(configuration.get().kafka(), name)),
        renderedHeads,
        frames);
  }

  /** Folder of the clips of the contact sheets, empty for those that is trained on. */
  Optional<Path> sheetClips() {
    return Optional.ofNullable(check == null ? clips : check);
  }
}
