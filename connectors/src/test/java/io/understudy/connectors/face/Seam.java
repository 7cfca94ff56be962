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

  private Seam() {}

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
