package io.understudy.connectors.face;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;

/** How much a pasted square's border shows. */
final class Seam {
  private Seam() {}

  /**
   * The mean step from pixel to pixel across the four sides of the square and the band in which the
   * head fades, over the mean step in a strip of that width outside: 1 where nothing shows. The
   * picture must reach a few pixels beyond the square.
   */
  static double of(RgbImage image, Square square) {
    int band = square.side() / 8;
    double worst = 0;
    for (int at = -1; at < band; at++) {
      worst = Math.max(worst, step(image, square, at));
    }
    double outside = 0;
    int right = image.widthPixels() - square.left() - square.side();
    int below = image.heightPixels() - square.top() - square.side();
    int around = Math.min(Math.min(square.left(), square.top()), Math.min(right, below));
    int strip = Math.min(band, around - 2);
    for (int at = 2; at < 2 + strip; at++) {
      outside += step(image, square, -at) / strip;
    }
    return worst / outside;
  }

  /** Mean step between the rings {@code inset} and one more pixels inside the square. */
  private static double step(RgbImage image, Square square, int inset) {
    int far = square.side() - 1 - inset;
    double sum = 0;
    int from = square.side() / 4;
    int to = square.side() * 3 / 4;
    for (int i = from; i < to; i++) {
      sum += difference(image, square, inset, i, inset + 1, i);
      sum += difference(image, square, far, i, far - 1, i);
      sum += difference(image, square, i, inset, i, inset + 1);
      sum += difference(image, square, i, far, i, far - 1);
    }
    return sum / (4 * (to - from));
  }

  private static double difference(
      RgbImage image, Square square, int x, int y, int otherX, int otherY) {
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      int a = level(image, square.left() + x, square.top() + y, channel);
      int b = level(image, square.left() + otherX, square.top() + otherY, channel);
      sum += Math.abs(a - b);
    }
    return sum;
  }

  private static int level(RgbImage image, int x, int y, int channel) {
    return image.rgb()[3 * (y * image.widthPixels() + x) + channel] & 0xff;
  }

  /** The square put in as it is. */
  static RgbImage hardPaste(RgbImage whole, Square square, RgbImage head) {
    byte[] rgb = whole.rgb().clone();
    byte[] from = PictureTransform.resized(head, square.side(), square.side()).rgb();
    for (int row = 0; row < square.side(); row++) {
      int at = 3 * ((square.top() + row) * whole.widthPixels() + square.left());
      System.arraycopy(from, 3 * row * square.side(), rgb, at, 3 * square.side());
    }
    return new RgbImage(whole.widthPixels(), whole.heightPixels(), rgb);
  }
}
