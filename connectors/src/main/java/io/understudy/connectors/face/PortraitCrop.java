package io.understudy.connectors.face;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import java.util.Comparator;

/**
 * The square of a portrait that is cut as the driving pictures of a followed face are, so that a
 * pasted head has the size and the place of the driving one. Pure.
 */
public final class PortraitCrop {
  private static final double SMALLEST_SHARE = 0.12;

  private PortraitCrop() {}

  /**
   * The square around the largest face; the centred one where no face is found.
   *
   * @param detector borrowed for the call
   */
  public static Crop of(RgbImage portrait, FaceDetector detector) {
    int shorter = Math.min(portrait.widthPixels(), portrait.heightPixels());
    return detector.detect(portrait, SMALLEST_SHARE * shorter).stream()
        .max(Comparator.comparingDouble(FaceBox::side))
        .map(face -> fractions(SmoothCrop.of(face).square(portrait), portrait, shorter))
        .orElse(Crop.CENTRE);
  }

  private static Crop fractions(Square square, RgbImage portrait, double shorter) {
    return new Crop(
        (square.left() + square.side() / 2.0) / portrait.widthPixels(),
        (square.top() + square.side() / 2.0) / portrait.heightPixels(),
        square.side() / shorter);
  }
}
