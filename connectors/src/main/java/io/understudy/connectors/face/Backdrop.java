package io.understudy.connectors.face;

import io.understudy.connectors.media.RgbImage;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What stood behind the portrait and has come along with the head: told by its colour, which is
 * that of the picture's upper border nearby and none of the face. Immutable.
 */
final class Backdrop {
  /** Cells on each side of the grid on which it is told. */
  private static final int GRID = 64;

  private static final int CELLS = GRID * GRID;

  /** Cells so far out, see {@link HeadMask#distance}, and above the shoulders show the backdrop. */
  private static final double OUTSIDE = 1.02;

  private static final double SHOULDERS_Y = 0.62;

  /** Cells up to here show the face. */
  private static final double FACE = 0.42;

  /** From the one to the other a cell may be backdrop at all: a turned head leaves the middle. */
  private static final double CORE = 0.4;

  private static final double CORE_END = 0.6;

  /** From here on nothing is seen of the head's picture. */
  private static final double BEYOND = 1.1;

  /** Colours of one wall differ so much: CIE Lab. */
  private static final double ALIKE = 10;

  /** A wall may change over this share of the picture's side. */
  private static final double NEARBY = 0.35;

  /** So much nearer to the backdrop's colours than to the face's a cell must be: CIE Lab. */
  private static final double CLEARLY = 12;

  private static final int[] OUTER =
      every(5, cell -> distance(cell) > OUTSIDE && y(cell) < SHOULDERS_Y);
  private static final int[] INNER = every(4, cell -> distance(cell) < FACE);

  private static final int[] TOLD =
      every(1, cell -> distance(cell) > CORE && distance(cell) < BEYOND);

  private final float[] shares;

  private Backdrop(float[] shares) {
    this.shares = shares;
  }

  /** The backdrop of a head's picture. */
  static Backdrop of(RgbImage head) {
    float[] lab = ColourGrid.lab(head, GRID);
    float[] shares = new float[CELLS];
    for (int cell : TOLD) {
      double possible = HeadMask.step(CORE, CORE_END, distance(cell));
      shares[cell] = (float) (possible * share(lab, cell));
    }
    return new Backdrop(shares);
  }

  /**
   * How much of a place is backdrop, 0 to 1.
   *
   * @param x place from the left, 0 to 1
   * @param y place from the top, 0 to 1
   */
  double share(double x, double y) {
    return shares[(int) (y * GRID) * GRID + (int) (x * GRID)];
  }

  /** The same for each pixel of a picture with that side, row by row. */
  float[] enlarged(int side) {
    return ColourGrid.enlarged(shares, GRID, side);
  }

  private static double share(float[] lab, int cell) {
    double backdrop = Double.MAX_VALUE;
    double nearest = Double.MAX_VALUE;
    for (int sample : OUTER) {
      double colour = squared(lab, cell, sample);
      double right = x(sample) - x(cell);
      double down = y(sample) - y(cell);
      double place = (right * right + down * down) / (NEARBY * NEARBY);
      backdrop = Math.min(backdrop, colour / (ALIKE * ALIKE) + place);
      nearest = Math.min(nearest, colour);
    }
    double face = Double.MAX_VALUE;
    for (int sample : INNER) {
      face = Math.min(face, squared(lab, cell, sample));
    }
    double clearer = Math.sqrt(face) - Math.sqrt(nearest);
    return Math.exp(-backdrop / 2) * HeadMask.step(0, CLEARLY, clearer);
  }

  private static double squared(float[] lab, int one, int other) {
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      double off = lab[3 * one + channel] - lab[3 * other + channel];
      sum += off * off;
    }
    return sum;
  }

  private static int[] every(int step, IntPredicate wanted) {
    int[] all = IntStream.range(0, CELLS).filter(wanted).toArray();
    return IntStream.range(0, all.length).filter(i -> i % step == 0).map(i -> all[i]).toArray();
  }

  private static double x(int cell) {
    return (cell % GRID + 0.5) / GRID;
  }

  private static double y(int cell) {
    return (cell / GRID + 0.5) / GRID;
  }

  private static double distance(int cell) {
    return HeadMask.distance(x(cell), y(cell));
  }
}
