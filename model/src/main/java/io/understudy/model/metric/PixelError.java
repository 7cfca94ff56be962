package io.understudy.model.metric;

import io.understudy.model.Picture;

/** Differences between two pictures, pixel by pixel. Pure; any thread. */
public final class PixelError {
  private static final double BYTE_PEAK = 255;

  /** Decibels of equal pictures, whose ratio is infinite: a mean over frames stays a number. */
  public static final double EQUAL_DECIBELS = 100;

  private PixelError() {}

  /**
   * Mean absolute difference of all channels, 0 to 1: 8-bit values over 255, as MCNet and
   * Synergizing Motion and Appearance compute it from saved pictures.
   */
  public static double meanAbsolute(Picture truth, Picture picture) {
    requireSameSize(truth, picture);
    long sum = 0;
    for (int i = 0; i < truth.rgb().length; i++) {
      sum += Math.abs(Byte.toUnsignedInt(truth.rgb()[i]) - Byte.toUnsignedInt(picture.rgb()[i]));
    }
    return sum / BYTE_PEAK / truth.rgb().length;
  }

  /**
   * Mean absolute difference of a prediction that was never rounded to 8 bits, as FOMM computes it.
   *
   * @param truth values in [0, 1]
   * @param prediction as many values
   */
  public static double meanAbsolute(float[] truth, float[] prediction) {
    requireSameLength(truth.length, prediction.length);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += Math.abs((double) truth[i] - prediction[i]);
    }
    return sum / truth.length;
  }

  /**
   * Peak signal-to-noise ratio in dB over all channels, without border crop; {@link
   * #EQUAL_DECIBELS} at most. On 8-bit pictures the published forms with peak 255 (Synergizing
   * Motion and Appearance) and with values over 255 and peak 1 (MCNet) are the same figure.
   */
  public static double decibels(Picture truth, Picture picture) {
    requireSameSize(truth, picture);
    long sum = 0;
    for (int i = 0; i < truth.rgb().length; i++) {
      int d = Byte.toUnsignedInt(truth.rgb()[i]) - Byte.toUnsignedInt(picture.rgb()[i]);
      sum += (long) d * d;
    }
    return decibels((double) sum / truth.rgb().length, BYTE_PEAK);
  }

  /**
   * As {@link #decibels(Picture, Picture)} on unrounded values with peak 1, as MRFA computes it.
   */
  public static double decibels(float[] truth, float[] prediction) {
    requireSameLength(truth.length, prediction.length);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double difference = (double) truth[i] - prediction[i];
      sum += difference * difference;
    }
    return decibels(sum / truth.length, 1);
  }

  private static double decibels(double meanSquare, double peak) {
    return meanSquare == 0
        ? EQUAL_DECIBELS
        : Math.min(EQUAL_DECIBELS, 20 * Math.log10(peak / Math.sqrt(meanSquare)));
  }

  static void requireSameSize(Picture truth, Picture picture) {
    if (truth.widthPixels() != picture.widthPixels()
        || truth.heightPixels() != picture.heightPixels()) {
      throw new IllegalArgumentException(
          "a %dx%d picture cannot be compared with one of %dx%d pixels: resize one of them"
              .formatted(
                  truth.widthPixels(),
                  truth.heightPixels(),
                  picture.widthPixels(),
                  picture.heightPixels()));
    }
  }

  private static void requireSameLength(int first, int second) {
    if (first != second || first == 0) {
      throw new IllegalArgumentException(
          "compared arrays must have the same length above 0, got %d and %d"
              .formatted(first, second));
    }
  }
}
