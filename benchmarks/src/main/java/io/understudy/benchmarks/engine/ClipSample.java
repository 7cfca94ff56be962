package io.understudy.benchmarks.engine;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.operators.training.Clip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Some pictures of a clip.
 *
 * @param clip its name
 * @param pictures square, the clip's first one and one in ten behind it; not empty
 */
public record ClipSample(String clip, List<Picture> pictures) {
  private static final int STRIDE = 10;

  public ClipSample {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(
          "clip %s has no picture, a sample needs one: leave it out".formatted(clip));
    }
  }

  /**
   * Reads {@code clip} to its end and keeps {@code most} pictures of it, or what it has.
   *
   * @throws IOException with one sentence if it cannot be decoded
   */
  public static ClipSample of(Clip clip, int most) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    int[] read = {0};
    clip.read(
        image -> {
          if (read[0]++ % STRIDE == 0 && pictures.size() < most) {
            pictures.add(square(image));
          }
        });
    return new ClipSample(clip.name(), pictures);
  }

  private static Picture square(RgbImage image) {
    RgbImage cut = PictureTransform.crop(image, PictureTransform.square(image, Crop.CENTRE));
    return new Picture(cut.widthPixels(), cut.heightPixels(), cut.rgb());
  }
}
