package io.understudy.pipeline.evaluate;

import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes test pairs of a folder of clips, or of rendered heads. */
public final class TestSet {
  private static final int RENDERED_HEADS = 6;
  private static final long FIRST_SEED = 9001;

  private TestSet() {}

  /**
   * The pairs of the clips in {@code folder}, mp4 files and folders of PNG or JPEG pictures as in
   * training, in order of their names. Across identities each clip gets the next one, around the
   * end, whose name tells another person.
   *
   * @param selection which frames of each clip are judged
   * @throws BadInputException if there is no clip, or no clip of a second person where one is
   *     needed
   */
  public static List<TestPair> of(Path folder, Protocol protocol, FrameSelection selection) {
    List<Path> clips = clips(folder);
    List<TestPair> pairs = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      Path source = protocol == Protocol.CROSS ? otherPerson(clips, i, folder) : clips.get(i);
      pairs.add(
          new TestPair(
              clips.get(i).getFileName().toString(),
              clips.get(i).toString(),
              source.toString(),
              false,
              protocol,
              selection));
    }
    return pairs;
  }

  /** Pairs of heads that the project renders itself, always the same. */
  public static List<TestPair> rendered(Protocol protocol, FrameSelection selection) {
    List<TestPair> pairs = new ArrayList<>();
    for (int i = 0; i < RENDERED_HEADS; i++) {
      long driving = FIRST_SEED + i;
      long source = protocol == Protocol.CROSS ? FIRST_SEED + (i + 1) % RENDERED_HEADS : driving;
      pairs.add(
          new TestPair(
              "rendered-" + driving,
              Long.toString(driving),
              Long.toString(source),
              true,
              protocol,
              selection));
    }
    return pairs;
  }

  /**
   * Who a clip shows, as its name tells: what stands before the first {@code #} (VoxCeleb), or the
   * name without its trailing numbers.
   */
  static String person(Path clip) {
    String name = clip.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    int hash = name.indexOf('#');
    return hash > 0 ? name.substring(0, hash) : name.replaceFirst("([_-]\\d+)+$", "");
  }

  private static Path otherPerson(List<Path> clips, int index, Path folder) {
    String person = person(clips.get(index));
    for (int i = 1; i < clips.size(); i++) {
      Path other = clips.get((index + i) % clips.size());
      if (!person(other).equals(person)) {
        return other;
      }
    }
    throw new BadInputException(
        "folder %s shows one person ('%s' by the clips' names), protocol cross needs two: add clips of another person, named PERSON_NUMBER"
            .formatted(folder, person));
  }

  private static List<Path> clips(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          "clips %s is not a folder: give a folder of mp4 files or of folders of pictures, or 'rendered'"
              .formatted(folder));
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> clips = files.filter(TestSet::isClip).sorted().toList();
      if (clips.isEmpty()) {
        throw new BadInputException(
            "folder %s holds no mp4 file and no folder of pictures, an evaluation needs at least one clip: give another folder"
                .formatted(folder));
      }
      return clips;
    } catch (IOException e) {
      throw new BadInputException(
          "folder %s cannot be listed: check its permissions".formatted(folder), e);
    }
  }

  private static boolean isClip(Path entry) {
    return PictureFolder.is(entry)
        || entry.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".mp4");
  }
}
