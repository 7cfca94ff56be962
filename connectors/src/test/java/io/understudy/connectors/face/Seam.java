package io.understudy.connectors.face;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;

/** How much a pasted head's border shows. */
final class Seam {
  /** Parts of the border that are looked at one by one, as what is behind a head differs. */
  private static final int SECTORS = 24;

  /** Rings within and around the border, see {@link HeadMask#distance}. */
  private static final double FIRST = 0.6;

  private static final double WIDTH = 0.04;
  private static final int RINGS = 12;

  /** Rays from the middle on which steps are taken. */
  private static final int RAYS = 720;

  private static final double CENTRE_X = HeadMask.CENTRE_X;
  private static final double CENTRE_Y = HeadMask.CENTRE_Y;

  private Seam() {}

  /**
   * The mean step from pixel to pixel across the border of the ellipse and the band in which the
   * head fades, where it is greatest, over the mean step in a strip of that width outside: 1 where
   * nothing shows. The picture must reach a few pixels beyond the square.
   */
  static double of(RgbImage image, Square square) {
    int band = square.side() / 8;
    double worst = 0;
    for (int inset = -1; inset < band; inset++) {
      worst = Math.max(worst, step(image, square, inset));
    }
    double outside = 0;
    for (int inset = 2; inset < 2 + band; inset++) {
      outside += step(image, square, -inset) / band;
    }
    return worst / outside;
  }

  /** Mean step between the rings {@code inset} and one more pixels inside the border. */
  private static double step(RgbImage image, Square square, int inset) {
    double sum = 0;
    int rays = 0;
    for (int ray = 0; ray < RAYS; ray++) {
      double angle = 2 * Math.PI * ray / RAYS;
      int near = at(image, square, angle, inset);
      int far = at(image, square, angle, inset + 1);
      if (near >= 0 && far >= 0) {
        rays++;
        for (int channel = 0; channel < 3; channel++) {
          sum +=
              Math.abs((image.rgb()[near + channel] & 0xff) - (image.rgb()[far + channel] & 0xff));
        }
      }
    }
    return sum / rays;
  }

  /** Where the ray meets the ring, -1 beyond the picture. */
  private static int at(RgbImage image, Square square, double angle, int inset) {
    double reach = 1 / HeadMask.distance(CENTRE_X + Math.cos(angle), CENTRE_Y + Math.sin(angle));
    double pixels = reach * square.side() - inset;
    int x = (int) Math.round(square.left() + CENTRE_X * square.side() + pixels * Math.cos(angle));
    int y = (int) Math.round(square.top() + CENTRE_Y * square.side() + pixels * Math.sin(angle));
    boolean inside = x >= 0 && y >= 0 && x < image.widthPixels() && y < image.heightPixels();
    return inside ? 3 * (y * image.widthPixels() + x) : -1;
  }

  /**
   * The greatest step of colour from one ring to the next, sector by sector: mean difference of a
   * channel in levels. A border that shows is one large step.
   */
  static double levels(RgbImage image, Square square) {
    double[][][] sums = new double[RINGS][SECTORS][4];
    int side = square.side();
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double x = (column + 0.5) / side;
        double y = (row + 0.5) / side;
        double ring = Math.floor((HeadMask.distance(x, y) - FIRST) / WIDTH);
        if (ring >= 0 && ring < RINGS) {
          double angle = Math.atan2(y - 0.5, x - 0.5) / (2 * Math.PI) + 0.5;
          int sector = Math.min(SECTORS - 1, (int) (angle * SECTORS));
          int at = (square.top() + row) * image.widthPixels() + square.left() + column;
          add(sums[(int) ring][sector], image.rgb(), 3 * at);
        }
      }
    }
    double worst = 0;
    for (int ring = 1; ring < RINGS; ring++) {
      worst = Math.max(worst, difference(sums[ring - 1], sums[ring]));
    }
    return worst;
  }

  private static void add(double[] sums, byte[] rgb, int at) {
    for (int channel = 0; channel < 3; channel++) {
      sums[channel] += rgb[at + channel] & 0xff;
    }
    sums[3]++;
  }

  private static double difference(double[][] inner, double[][] outer) {
    double sum = 0;
    int sectors = 0;
    for (int sector = 0; sector < SECTORS; sector++) {
      if (inner[sector][3] > 0 && outer[sector][3] > 0) { // the outermost rings leave the square
        sectors++;
        for (int channel = 0; channel < 3; channel++) {
          double near = inner[sector][channel] / inner[sector][3];
          double far = outer[sector][channel] / outer[sector][3];
          sum += Math.abs(near - far) / 3;
        }
      }
    }
    return sum / sectors;
  }

  /** The ellipse of the head put in as it is: neither matched nor faded. */
  static RgbImage hardPaste(RgbImage whole, Square square, RgbImage head) {
    byte[] rgb = whole.rgb().clone();
    int side = square.side();
    byte[] from = PictureTransform.resized(head, side, side).rgb();
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        if (HeadMask.distance((column + 0.5) / side, (row + 0.5) / side) < 0.86) {
          int at = (square.top() + row) * whole.widthPixels() + square.left() + column;
          System.arraycopy(from, 3 * (row * side + column), rgb, 3 * at, 3);
        }
      }
    }
    return new RgbImage(whole.widthPixels(), whole.heightPixels(), rgb);
  }
}
