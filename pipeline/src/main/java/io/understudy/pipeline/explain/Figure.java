package io.understudy.pipeline.explain;

import io.understudy.connectors.media.RgbImage;
import java.util.Objects;

/** One figure of the page. */
sealed interface Figure {
  /** What it shows, one short sentence or name. */
  String caption();

  /**
   * A picture.
   *
   * @param photograph whether its pixels shall be smoothed when it is enlarged; maps show their own
   */
  record Drawing(String caption, RgbImage image, boolean photograph) implements Figure {
    public Drawing {
      Objects.requireNonNull(image, "image");
    }
  }

  /**
   * Bars side by side.
   *
   * @param heights of the bars, not negative
   */
  record Bars(String caption, float[] heights) implements Figure {}

  /** A picture of something seen. */
  static Figure photograph(String caption, RgbImage image) {
    return new Drawing(caption, image, true);
  }

  /** A map whose pixels are shown as they are. */
  static Figure map(String caption, RgbImage image) {
    return new Drawing(caption, image, false);
  }
}
