package io.understudy.pipeline.evaluate;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.playback.ClipFrame;
import io.understudy.pipeline.playback.VideoClip;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * A pair of video files. Frames that are not square are cut to the square in their centre. A frame
 * that is the source itself is left out: there is nothing to reenact in it.
 */
final class FilmPair implements PairFrames {
  private final TestPair pair;
  private final int sizePixels;
  private final VideoClip driving;
  private final Picture source;
  private final Random zooms;
  private int frames;

  private FilmPair(TestPair pair, int sizePixels, VideoClip driving) {
    this.pair = pair;
    this.sizePixels = sizePixels;
    this.driving = driving;
    this.zooms = new Random(pair.clip().hashCode());
    this.source =
        pair.protocol() == Protocol.CROSS
            ? firstFrame(Path.of(pair.source()))
            : required(driving.next(), pair.driving());
  }

  static FilmPair open(TestPair pair, int sizePixels) {
    VideoClip driving = VideoClip.open(Path.of(pair.driving()));
    try {
      return new FilmPair(pair, sizePixels, driving);
    } catch (RuntimeException e) {
      driving.close();
      throw e;
    }
  }

  @Override
  public Picture source() {
    return source;
  }

  @Override
  public Optional<TestFrame> next() {
    if (frames == pair.selection().most()) {
      return Optional.empty();
    }
    Optional<Picture> picture = selected().map(this::square);
    if (picture.isEmpty() && frames == 0) {
      throw new BadInputException(
          "clip %s has no frame to judge behind its source, one of %d is looked at: give longer clips or a smaller stride"
              .formatted(pair.driving(), pair.selection().every()));
    }
    frames++;
    return picture.map(this::frame);
  }

  /** The frame right after the source says little: the first one stands a whole stride behind. */
  private Optional<ClipFrame> selected() {
    for (int i = 1; i < pair.selection().every(); i++) {
      driving.next();
    }
    return driving.next();
  }

  private TestFrame frame(Picture picture) {
    return switch (pair.protocol()) {
      case SAME -> new TestFrame(picture, Optional.of(picture));
      case SCALE -> new TestFrame(Zoom.random(zooms).apply(picture), Optional.of(picture));
      case CROSS -> new TestFrame(picture, Optional.empty());
    };
  }

  private Picture firstFrame(Path file) {
    try (VideoClip clip = VideoClip.open(file)) {
      return required(clip.next(), file.toString());
    }
  }

  private Picture required(Optional<ClipFrame> frame, String file) {
    return square(
        frame.orElseThrow(
            () ->
                new BadInputException(
                    "clip %s has no frame that can be decoded: give another file"
                        .formatted(file))));
  }

  private Picture square(ClipFrame frame) {
    RgbImage image = frame.image();
    RgbImage cut = PictureTransform.crop(image, PictureTransform.square(image, Crop.CENTRE));
    RgbImage resized = PictureTransform.resized(cut, sizePixels, sizePixels);
    return new Picture(sizePixels, sizePixels, resized.rgb());
  }

  @Override
  public void close() {
    driving.close();
  }
}
