package io.understudy.operators.training;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoReader.VideoFrame;
import io.understudy.model.Picture;
import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.training.LabelledFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the frames of clips in the size of training. One thread.
 *
 * @param sizePixels side that frames are resized to
 * @param detector looks for landmarks in the frames as they were recorded; borrowed
 */
public record ClipReader(int sizePixels, Optional<LandmarkDetector> detector) {
  private static final int LEAST_FRAMES = 2;

  /**
   * All frames of a clip in order.
   *
   * @throws IOException with one sentence if it cannot be decoded or has fewer than two frames
   */
  public List<LabelledFrame> read(Clip clip) throws IOException {
    Path path = Path.of(clip.path());
    List<LabelledFrame> frames = Files.isDirectory(path) ? pictures(path) : film(path);
    if (frames.size() < LEAST_FRAMES) {
      throw new IOException(
          "clip %s has %d frames, a pair needs two: leave it out or give a longer one"
              .formatted(clip.name(), frames.size()));
    }
    return frames;
  }

  private List<LabelledFrame> film(Path file) throws IOException {
    List<LabelledFrame> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file)) {
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        frames.add(labelled(next.get().image()));
      }
    }
    return frames;
  }

  private List<LabelledFrame> pictures(Path folder) throws IOException {
    List<LabelledFrame> frames = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder);
        PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      for (Path file : entries.filter(ClipReader::isPicture).sorted().toList()) {
        frames.add(labelled(decoded(codec, file)));
      }
    }
    return frames;
  }

  private static boolean isPicture(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  private static RgbImage decoded(PictureCodec codec, Path file) throws IOException {
    try {
      ByteString bytes = UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file));
      return codec.decode(bytes, FrameEncoding.PNG, 0, 0);
    } catch (PictureException broken) {
      throw new IOException(
          "picture %s cannot be decoded (%s): replace it or leave it out"
              .formatted(file, broken.getMessage()),
          broken);
    }
  }

  private LabelledFrame labelled(RgbImage image) {
    double scaleX = (double) sizePixels / image.widthPixels();
    double scaleY = (double) sizePixels / image.heightPixels();
    return new LabelledFrame(
        picture(PictureTransform.resized(image, sizePixels, sizePixels)),
        detector
            .flatMap(mesh -> mesh.detect(picture(image)))
            .map(face -> face.scaled(scaleX, scaleY)));
  }

  private static Picture picture(RgbImage image) {
    return new Picture(image.widthPixels(), image.heightPixels(), image.rgb());
  }
}
