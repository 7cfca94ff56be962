package io.understudy.operators.training;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.training.LabelledFrame;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the frames of clips in the size of training, one after the other. Frames that are not
 * square are cut to the square in their centre. One thread.
 *
 * @param sizePixels side that frames are resized to
 * @param detector looks for landmarks in the frames before they are resized; borrowed
 */
public record ClipReader(int sizePixels, Optional<LandmarkDetector> detector) {
  private static final int LEAST_FRAMES = 2;

  /** Takes the frames of a clip in order; they are numbered from 0. */
  @FunctionalInterface
  public interface Taker {
    /** Whether a frame is wanted; one that is not costs its decoding only. */
    default boolean wants(int number) {
      return true;
    }

    /** Is handed a frame that is wanted. */
    void take(int number, LabelledFrame frame);
  }

  /**
   * Reads a clip; no more than one of its frames is in memory at a time.
   *
   * @return how many frames the clip has
   * @throws IOException with one sentence if it cannot be decoded, maybe behind some frames, or has
   *     fewer than two
   */
  public int read(Clip clip, Taker taker) throws IOException {
    AtomicInteger frames = new AtomicInteger();
    clip.read(
        image -> {
          int number = frames.getAndIncrement();
          if (taker.wants(number)) {
            taker.take(number, labelled(image));
          }
        });
    if (frames.get() < LEAST_FRAMES) {
      throw new IOException(
          "clip %s has %d frames, a pair needs two: leave it out or give a longer one"
              .formatted(clip.name(), frames.get()));
    }
    return frames.get();
  }

  private LabelledFrame labelled(RgbImage image) {
    RgbImage cut = PictureTransform.crop(image, PictureTransform.square(image, Crop.CENTRE));
    double scale = (double) sizePixels / cut.widthPixels();
    return new LabelledFrame(
        picture(PictureTransform.resized(cut, sizePixels, sizePixels)),
        detector.flatMap(mesh -> mesh.detect(picture(cut))).map(face -> face.scaled(scale, scale)));
  }

  private static Picture picture(RgbImage image) {
    return new Picture(image.widthPixels(), image.heightPixels(), image.rgb());
  }
}
