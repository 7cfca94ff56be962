package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.WeightsDescription;
import io.understudy.model.weights.WeightsException;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.pipeline.AnnouncedWeights;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.FileDigest;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy announce}. */
@Command(
    name = "announce",
    description = {
      "Tell running jobs of new weights: their streams change between two frames.",
      "The file must lie in the folder model.announced-dir."
    })
final class AnnounceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  /** New weights, or the end of those that were announced. */
  private static final class What {
    @Option(names = "--weights", paramLabel = "FILE", description = "Announce this weights file.")
    private Path weights;

    @Option(
        names = "--withdraw",
        paramLabel = "PRESET",
        description = "Return to the deployed weights of this preset.")
    private String preset;
  }

  @Override
  public Integer call() {
    UnderstudyConfiguration settings = configuration.read();
    ModelAnnouncement announcement =
        what.weights == null ? withdrawal() : announcement(settings.model().announcedFolder());
    try (TopicAdministration administration = new TopicAdministration(settings.kafka())) {
      administration.require(List.of(Topic.MODELS));
    }
    try (StreamPublisher publisher = new StreamPublisher(settings.kafka())) {
      publisher.publish(announcement);
      publisher.flush();
    }
    spec.commandLine()
        .getOut()
        .printf(
            announcement.withdrawn()
                ? "Weights announced for preset %s are withdrawn.%n"
                : "Weights of preset %s announced: %s.%n",
            announcement.preset(),
            announcement.weightsId());
    return ExitCode.OK;
  }

  /** A job looks for the preset's full name. */
  private ModelAnnouncement withdrawal() {
    try {
      return ModelAnnouncement.withdrawn(Presets.named(what.preset).name());
    } catch (IllegalArgumentException unknown) {
      throw new BadInputException("--withdraw: " + unknown.getMessage(), unknown);
    }
  }

  private ModelAnnouncement announcement(String folder) {
    try {
      Path file = what.weights.toRealPath();
      WeightsDescription description = WeightsFile.describe(file);
      ModelAnnouncement announcement =
          new ModelAnnouncement(
              description.preset(),
              description.id(),
              folder.isEmpty() ? "" : Path.of(folder).toRealPath().relativize(file).toString(),
              FileDigest.sha256(file));
      new AnnouncedWeights(folder).check(announcement);
      return announcement;
    } catch (UnknownModelException | WeightsException e) {
      throw new BadInputException(e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(
          "weights %s or folder %s cannot be read; give the path of a weights file below model.announced-dir"
              .formatted(what.weights, folder),
          e);
    }
  }
}
