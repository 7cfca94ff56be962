package io.understudy.pipeline.train;

import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What is trained on: the clips of a folder, and heads that the project renders itself.
 *
 * @param folder the folder
 * @param renderedHeads how many heads, 0 to 1000
 */
public record TrainingData(Path folder, int renderedHeads) {
  private static final int MOST_HEADS = 1000;

  public TrainingData {
    if (renderedHeads < 0 || renderedHeads > MOST_HEADS) {
      throw new IllegalArgumentException(
          "rendered heads must be 0 to %d, got %d".formatted(MOST_HEADS, renderedHeads));
    }
  }

  /** The folder's clips alone. */
  public TrainingData(Path folder) {
    this(folder, 0);
  }

  /**
   * The clips of the folder in order of their names, then the heads.
   *
   * @throws IOException with one sentence if the folder cannot be read or has no clip
   */
  public List<Clip> clips() throws IOException {
    Stream<Clip> recorded = new ClipFolder(folder).clips().stream();
    Stream<Clip> rendered = LongStream.range(0, renderedHeads).mapToObj(RenderedHead::new);
    return Stream.concat(recorded, rendered).toList();
  }

  /** What clips are, for people: how many persons, clips, heads. */
  static String told(List<Clip> clips) {
    List<Clip> recorded = clips.stream().filter(clip -> !(clip instanceof RenderedHead)).toList();
    long identities = recorded.stream().map(Clip::identity).distinct().count();
    int heads = clips.size() - recorded.size();
    return "%d identities, %d clips".formatted(identities, recorded.size())
        + (heads == 0 ? "" : ", %d rendered heads".formatted(heads));
  }
}
