package io.understudy.pipeline.train;

import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What is trained on: the clips of a folder, the feeds of a topic, and heads that the project
 * renders itself; at least one of them.
 *
 * @param folder the folder
 * @param topic the topic
 * @param renderedHeads how many heads, 0 to 1000
 * @param framesPerIdentity most frames that are kept of a person, at least 2
 */
public record TrainingData(
    Optional<Path> folder,
    Optional<TrainingTopic> topic,
    int renderedHeads,
    int framesPerIdentity) {
  /** Three minutes of a film: one GB at 256x256. */
  public static final int USUAL_FRAMES = 5000;

  private static final int MOST_HEADS = 1000;

  public TrainingData {
    if (renderedHeads < 0 || renderedHeads > MOST_HEADS) {
      throw new IllegalArgumentException(
          "rendered heads must be 0 to %d, got %d".formatted(MOST_HEADS, renderedHeads));
    }
    if (framesPerIdentity < 2) {
      throw new IllegalArgumentException(
          "a pair needs two frames, so at least 2 must be kept of a person, got "
              + framesPerIdentity);
    }
    if (folder.isEmpty() && topic.isEmpty() && renderedHeads == 0) {
      throw new IllegalArgumentException(
          "nothing was given to train on, it must be clips, a topic or rendered heads: give --clips, --topic or --rendered-heads");
    }
  }

  public TrainingData(Path folder, int renderedHeads, int framesPerIdentity) {
    this(Optional.of(folder), Optional.empty(), renderedHeads, framesPerIdentity);
  }

  /** The folder's clips alone. */
  public TrainingData(Path folder) {
    this(folder, 0, USUAL_FRAMES);
  }

  /**
   * The clips of the folder in order of their names, the feeds of the topic in order of their
   * streams, then the heads.
   *
   * @param slice file of what the run reads of the topic; without it, all that the topic holds now
   * @throws IOException with one sentence if the folder cannot be read or has no clip
   * @throws io.understudy.pipeline.BadInputException if the topic cannot be read or has no frame
   */
  List<Clip> clips(Path slice) throws IOException {
    List<Clip> clips = new ArrayList<>();
    if (folder.isPresent()) {
      clips.addAll(new ClipFolder(folder.get()).clips());
    }
    if (topic.isPresent()) {
      Optional<TopicSlice> kept = TopicSlice.read(slice, topic.get());
      clips.addAll(kept.orElseGet(() -> TopicScan.of(topic.get())).clips(topic.get()));
    }
    LongStream.range(0, renderedHeads).mapToObj(RenderedHead::new).forEach(clips::add);
    return clips;
  }

  /** Writes down what {@code clips} take of the topic, so that a run that is cut takes the same. */
  void keepSlice(List<Clip> clips, Path slice) throws IOException {
    if (topic.isPresent()) {
      TopicSlice.of(topic.get(), clips).write(slice);
    }
  }

  /** What clips are, for people: how many persons, clips, heads. */
  static String told(List<Clip> clips) {
    List<Clip> recorded = clips.stream().filter(TrainingData::recorded).toList();
    long identities = recorded.stream().map(Clip::identity).distinct().count();
    long heads = clips.stream().filter(RenderedHead.class::isInstance).count();
    return "%d identities, %d clips".formatted(identities, recorded.size())
        + (heads == 0 ? "" : ", %d rendered heads".formatted(heads));
  }

  private static boolean recorded(Clip clip) {
    return !(clip instanceof RenderedHead) && !(clip instanceof MalformedRecord);
  }
}
