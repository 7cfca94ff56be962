package io.understudy.connectors.face;

import io.understudy.connectors.media.RgbImage;
import java.util.Optional;

/**
 * A small grey picture of a face, by which it is found again where the detector fails for a moment:
 * a turned head, a hand before the chin. A cut of the film is no such moment: nothing alike is
 * there then.
 *
 * <p>Immutable by contract: {@code grey} is handed over and never written again.
 *
 * @param grey {@link #SIDE} squared levels, rows top to bottom
 */
public record FacePatch(byte[] grey) {
  /** Side in cells. */
  public static final int SIDE = 24;

  /** How far the face is looked for in each direction, in cells: half its size. */
  private static final int REACH = SIDE / 2;

  /** Points a cell averages in each direction. */
  private static final int POINTS = 3;

  private static final double ALIKE = 0.6;

  public FacePatch {
    if (grey.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          "a face patch has %d levels, got %d".formatted(SIDE * SIDE, grey.length));
    }
  }

  /** The patch of {@code face}. */
  static FacePatch of(RgbImage image, FaceBox face) {
    return new FacePatch(cells(image, face, SIDE));
  }

  /**
   * Where the face is now, if anything around {@code last} looks like it: the place of the highest
   * normalised correlation.
   */
  Optional<FaceBox> find(RgbImage image, FaceBox last) {
    byte[] window = cells(image, last, SIDE + 2 * REACH);
    double best = ALIKE;
    FaceBox found = null;
    for (int down = -REACH; down <= REACH; down++) {
      for (int right = -REACH; right <= REACH; right++) {
        double alike = correlation(window, right + REACH, down + REACH);
        if (alike > best) {
          best = alike;
          double cell = last.side() / SIDE;
          found = last.movedBy(right * cell, down * cell);
        }
      }
    }
    return Optional.ofNullable(found);
  }

  private double correlation(byte[] window, int left, int top) {
    double sumA = 0;
    double sumB = 0;
    double squaresA = 0;
    double squaresB = 0;
    double products = 0;
    for (int i = 0; i < grey.length; i++) {
      int a = grey[i] & 0xff;
      int b = window[(top + i / SIDE) * (SIDE + 2 * REACH) + left + i % SIDE] & 0xff;
      sumA += a;
      sumB += b;
      squaresA += a * a;
      squaresB += b * b;
      products += a * b;
    }
    double varianceA = squaresA - sumA * sumA / grey.length;
    double varianceB = squaresB - sumB * sumB / grey.length;
    double covariance = products - sumA * sumB / grey.length;
    // One level of noise keeps plain areas from being alike by chance.
    return covariance / Math.sqrt((varianceA + grey.length) * (varianceB + grey.length));
  }

  /** Grey levels around a face, {@code count} cells in each direction, SIDE of which cover it. */
  private static byte[] cells(RgbImage image, FaceBox face, int count) {
    byte[] levels = new byte[count * count];
    double cell = face.side() / SIDE;
    double left = face.centreX() - count * cell / 2;
    double top = face.centreY() - count * cell / 2;
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) level(image, left + i % count * cell, top + i / count * cell, cell);
    }
    return levels;
  }

  private static int level(RgbImage image, double left, double top, double cell) {
    int sum = 0;
    for (int i = 0; i < POINTS * POINTS; i++) {
      int x = inside(left + (i % POINTS + 0.5) * cell / POINTS, image.widthPixels());
      int y = inside(top + (i / POINTS + 0.5) * cell / POINTS, image.heightPixels());
      int at = 3 * (y * image.widthPixels() + x);
      byte[] rgb = image.rgb();
      sum += (rgb[at] & 0xff) + 2 * (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff);
    }
    return sum / (4 * POINTS * POINTS);
  }

  private static int inside(double place, int length) {
    return Math.min(length - 1, Math.max(0, (int) Math.floor(place)));
  }
}
