package io.understudy.pipeline.train;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoReader.VideoFrame;
import io.understudy.model.Picture;
import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.training.LabelledFrame;
import io.understudy.model.training.Pair;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The frames of a folder of clips in memory, by identity. Immutable and thread-safe.
 *
 * <p>Files of one person are named {@code IDENTITY_ANYTHING_ANYTHING.mp4}: what stands before the
 * last two underscores is the identity.
 *
 * @param identities frames of each clip, by identity
 * @param skipped files that could not be used, with the reason
 */
public record ClipSet(Map<String, List<List<LabelledFrame>>> identities, List<String> skipped) {
  private static final String SUFFIX = ".mp4";

  public ClipSet {
    identities = Map.copyOf(new TreeMap<>(identities));
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads a folder.
   *
   * @param sizePixels side that frames are resized to
   * @param detector looks for landmarks in the frames as they were recorded; borrowed
   * @throws BadInputException if no clip of it can be used
   */
  public static ClipSet read(Path folder, int sizePixels, Optional<LandmarkDetector> detector) {
    Map<String, List<List<LabelledFrame>>> identities = new TreeMap<>();
    List<String> skipped = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      try {
        List<LabelledFrame> frames = frames(file, sizePixels, detector);
        if (frames.size() < 2) {
          skipped.add("%s: it has %d frames, a pair needs two".formatted(name, frames.size()));
        } else {
          identities.computeIfAbsent(identity(name), key -> new ArrayList<>()).add(frames);
        }
      } catch (IOException failure) {
        skipped.add(name + ": " + failure.getMessage());
      }
    }
    if (identities.isEmpty()) {
      throw new BadInputException(
          "no clip in %s can be used, at least one .mp4 of two frames is needed%s"
              .formatted(folder, skipped.isEmpty() ? "" : ": " + String.join("; ", skipped)));
    }
    return new ClipSet(identities, skipped);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException failure) {
      throw new BadInputException(
          "clips cannot be read from %s: it must be a folder".formatted(folder), failure);
    }
  }

  private static List<LabelledFrame> frames(
      Path file, int sizePixels, Optional<LandmarkDetector> detector) throws IOException {
    List<LabelledFrame> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file)) {
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        frames.add(labelled(next.get().image(), sizePixels, detector));
      }
    }
    return frames;
  }

  private static LabelledFrame labelled(
      RgbImage image, int sizePixels, Optional<LandmarkDetector> detector) {
    double scaleX = (double) sizePixels / image.widthPixels();
    double scaleY = (double) sizePixels / image.heightPixels();
    RgbImage sized = PictureTransform.resized(image, sizePixels, sizePixels);
    return new LabelledFrame(
        picture(sized),
        detector
            .flatMap(mesh -> mesh.detect(picture(image)))
            .map(face -> face.scaled(scaleX, scaleY)));
  }

  private static Picture picture(RgbImage image) {
    return new Picture(image.widthPixels(), image.heightPixels(), image.rgb());
  }

  private static String identity(String name) {
    String[] words = name.substring(0, name.length() - SUFFIX.length()).split("_");
    int kept = Math.max(1, words.length - 2);
    return String.join("_", List.of(words).subList(0, kept));
  }

  /** Number of frames. */
  public long frames() {
    return identities.values().stream().flatMap(List::stream).mapToLong(List::size).sum();
  }

  /** Number of frames whose landmarks are known. */
  public long faces() {
    return identities.values().stream()
        .flatMap(List::stream)
        .flatMap(List::stream)
        .filter(frame -> frame.landmarks().isPresent())
        .count();
  }

  /** A pair of two frames of one clip: identity, clip and frames are drawn in this order. */
  public Pair draw(RandomGenerator random) {
    List<String> names = identities.keySet().stream().sorted().toList();
    List<List<LabelledFrame>> clips = identities.get(names.get(random.nextInt(names.size())));
    List<LabelledFrame> clip = clips.get(random.nextInt(clips.size()));
    int source = random.nextInt(clip.size());
    int driving = (source + 1 + random.nextInt(clip.size() - 1)) % clip.size();
    return new Pair(clip.get(source), clip.get(driving));
  }
}
