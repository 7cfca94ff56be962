package io.understudy.benchmarks.engine;

import io.understudy.model.Picture;

/** How far two pictures are apart. Pure. */
public final class PictureQuality {
  private PictureQuality() {}

  /**
   * Peak signal-to-noise ratio over all 8-bit levels, dB; infinite for equal pictures.
   *
   * @throws IllegalArgumentException if they differ in size
   */
  public static double decibels(Picture a, Picture b) {
    if (a.widthPixels() != b.widthPixels() || a.heightPixels() != b.heightPixels()) {
      throw new IllegalArgumentException(
          "pictures of %dx%d and %dx%d pixels cannot be compared: give two of one size"
              .formatted(a.widthPixels(), a.heightPixels(), b.widthPixels(), b.heightPixels()));
    }
    double squares = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      int difference = (a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff);
      squares += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255.0 * a.rgb().length / squares);
  }
}
