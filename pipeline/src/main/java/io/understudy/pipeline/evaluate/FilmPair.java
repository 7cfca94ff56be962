package io.understudy.pipeline.evaluate;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.pipeline.BadInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * A pair of clips. Pictures that are not square are cut to the square in their centre. A frame that
 * is the source itself is left out: there is nothing to reenact in it.
 */
final class FilmPair implements PairFrames {
  private final TestPair pair;
  private final int sizePixels;
  private final ClipPictures driving;
  private final Picture first;
  private final Picture source;
  private final Random zooms;
  private Optional<RgbImage> unread;
  private int frames;

  private FilmPair(TestPair pair, int sizePixels, ClipPictures driving) {
    this.pair = pair;
    this.sizePixels = sizePixels;
    this.driving = driving;
    this.zooms = new Random(pair.clip().hashCode());
    RgbImage start = required(driving.next(), pair.driving());
    boolean cross = pair.protocol() == Protocol.CROSS;
    this.first = square(start);
    this.source = cross ? firstPicture(Path.of(pair.source())) : first;
    this.unread = cross ? Optional.of(start) : Optional.empty();
  }

  static FilmPair open(TestPair pair, int sizePixels) {
    ClipPictures driving = ClipPictures.open(Path.of(pair.driving()));
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
  public Picture first() {
    return first;
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
  private Optional<RgbImage> selected() {
    for (int i = 1; i < pair.selection().every(); i++) {
      following();
    }
    return following();
  }

  private Optional<RgbImage> following() {
    Optional<RgbImage> next = unread.or(driving::next);
    unread = Optional.empty();
    return next;
  }

  private TestFrame frame(Picture picture) {
    return switch (pair.protocol()) {
      case SAME -> new TestFrame(picture, Optional.of(picture));
      case SCALE -> new TestFrame(Zoom.random(zooms).apply(picture), Optional.of(picture));
      case CROSS -> new TestFrame(picture, Optional.empty());
    };
  }

  private Picture firstPicture(Path clip) {
    try (ClipPictures pictures = ClipPictures.open(clip)) {
      return square(required(pictures.next(), clip.toString()));
    }
  }

  private static RgbImage required(Optional<RgbImage> picture, String clip) {
    return picture.orElseThrow(
        () ->
            new BadInputException(
                "clip %s has no frame that can be decoded: give another one".formatted(clip)));
  }

  private Picture square(RgbImage image) {
    RgbImage cut = PictureTransform.crop(image, PictureTransform.square(image, Crop.CENTRE));
    RgbImage resized = PictureTransform.resized(cut, sizePixels, sizePixels);
    return new Picture(sizePixels, sizePixels, resized.rgb());
  }

  @Override
  public void close() {
    driving.close();
  }
}
