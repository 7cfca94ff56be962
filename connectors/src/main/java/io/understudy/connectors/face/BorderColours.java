package io.understudy.connectors.face;

import io.understudy.connectors.media.RgbImage;
import java.util.stream.IntStream;

/**
 * The change of colour that lets a pasted head meet the picture around it: on the border of the
 * ellipse it takes on the mean colour that the picture has there, place by place and in CIE Lab,
 * and less and less of the change inside, because a face keeps its own colours. Pure.
 *
 * <p>Means are local, since what is behind a head often differs between its two sides; they are
 * taken on a coarse grid, so that edges and noise do not print through. Where skin is still seen
 * the change is held to a few steps of Lab: more than that is not light but another thing, hair or
 * a wall, whose colour would lie on the cheek as a smudge.
 */
final class BorderColours {
  private static final int GRID = 40;
  private static final int CELLS = GRID * GRID;

  /** Colours within this many cells count alike in a local mean. */
  private static final double WINDOW_CELLS = 4;

  /** Up to here, see {@link HeadMask#distance}, a head keeps its own colours. */
  private static final double CORE = 0.36;

  /** From here on the picture's colour takes over, whatever it is; at 1 to {@link #TAKEN_OVER}. */
  private static final double RIM = 0.6;

  private static final double TAKEN_OVER = 0.75;

  /** Where the band starts that means are taken from. */
  private static final double BAND_START = 0.72;

  /** About the most that light changes the colour of one thing in one picture: CIE Lab. */
  private static final double LIGHT = 16;

  /** What backdrop counts where there is nothing else. */
  private static final double LEAST_SHARE = 0.02;

  private static final double LEVELS = 255;

  private static final int[] BAND = band();
  private static final float[][] SHARES = shares();

  private BorderColours() {}

  /**
   * What to add to each channel of each pixel, in levels.
   *
   * @param head the picture that is pasted
   * @param there what the picture shows at the same place, same size
   * @param backdrop what of the head's picture is none of the head
   */
  static float[] change(RgbImage head, RgbImage there, Backdrop backdrop) {
    float[] own = ColourGrid.lab(head, GRID);
    float[] wanted = ColourGrid.lab(there, GRID);
    float[] shifted = own.clone();
    float[] heads = headsShares(backdrop);
    for (int channel = 0; channel < 3; channel++) {
      shift(shifted, own, wanted, heads, channel);
    }
    float[] change = ColourGrid.rgb(shifted, GRID);
    float[] before = ColourGrid.rgb(own, GRID);
    for (int i = 0; i < change.length; i++) {
      change[i] = (float) (LEVELS * (change[i] - before[i]));
    }
    return ColourGrid.enlarged(change, GRID, head.widthPixels());
  }

  /** How much each band cell counts: the wall behind a portrait says nothing of the light on it. */
  private static float[] headsShares(Backdrop backdrop) {
    float[] shares = new float[BAND.length];
    for (int i = 0; i < shares.length; i++) {
      double x = (BAND[i] % GRID + 0.5) / GRID;
      double y = (BAND[i] / GRID + 0.5) / GRID;
      shares[i] = (float) (LEAST_SHARE + (1 - LEAST_SHARE) * (1 - backdrop.share(x, y)));
    }
    return shares;
  }

  private static void shift(
      float[] shifted, float[] own, float[] wanted, float[] heads, int channel) {
    float[] missing = new float[BAND.length];
    for (int i = 0; i < BAND.length; i++) {
      missing[i] = wanted[3 * BAND[i] + channel] - own[3 * BAND[i] + channel];
    }
    for (int cell = 0; cell < CELLS; cell++) {
      float[] share = SHARES[cell];
      double sum = 0;
      double counted = 0;
      for (int i = 0; i < share.length; i++) {
        sum += share[i] * heads[i] * missing[i];
        counted += share[i] * heads[i];
      }
      if (counted > 0) { // not in the core
        shifted[3 * cell + channel] += (float) held(sum / counted, distance(cell));
      }
    }
  }

  /** How much of what is missing on the border nearby is added at a distance. */
  private static double held(double missing, double distance) {
    double light = LIGHT * Math.tanh(missing / LIGHT);
    double other = TAKEN_OVER * HeadMask.step(RIM, 1, distance) * (missing - light);
    return HeadMask.step(CORE, BAND_START, distance) * (light + other);
  }

  private static double distance(int cell) {
    return HeadMask.distance((cell % GRID + 0.5) / GRID, (cell / GRID + 0.5) / GRID);
  }

  /** Cells of the band along the border. */
  private static int[] band() {
    return IntStream.range(0, CELLS)
        .filter(cell -> distance(cell) >= BAND_START && distance(cell) <= 1)
        .toArray();
  }

  /** For each cell how much each band cell counts in its mean; none in the core. */
  private static float[][] shares() {
    float[][] shares = new float[CELLS][];
    for (int cell = 0; cell < CELLS; cell++) {
      shares[cell] = distance(cell) <= CORE ? new float[0] : shares(cell);
    }
    return shares;
  }

  /** Falls with the fourth power of the distance: local at the border, an average far inside. */
  private static float[] shares(int cell) {
    float[] shares = new float[BAND.length];
    for (int i = 0; i < shares.length; i++) {
      double right = BAND[i] % GRID - cell % GRID;
      double down = BAND[i] / GRID - cell / GRID;
      double apart = right * right + down * down + WINDOW_CELLS * WINDOW_CELLS;
      shares[i] = (float) (1 / (apart * apart));
    }
    return shares;
  }
}
