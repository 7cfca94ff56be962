package io.understudy.model.training;

import io.understudy.model.Picture;

/**
 * What becomes of each level of red, green and blue.
 *
 * <p>Immutable by contract: the array is handed over and never written again.
 *
 * @param levels [channel][level]
 */
record ToneCurves(byte[][] levels) {

  /**
   * Gamma, then a gain per channel, then a lift.
   *
   * @param lift in levels of 255
   */
  static ToneCurves of(double gamma, double red, double green, double blue, double lift) {
    double[] gains = {red, green, blue};
    byte[][] levels = new byte[gains.length][256];
    for (int channel = 0; channel < gains.length; channel++) {
      for (int level = 0; level < 256; level++) {
        double lit = 255 * Math.pow(level / 255.0, gamma) * gains[channel] + lift;
        levels[channel][level] = (byte) Math.max(0, Math.min(255, Math.round(lit)));
      }
    }
    return new ToneCurves(levels);
  }

  Picture apply(Picture picture) {
    byte[] rgb = picture.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = levels[i % levels.length][Byte.toUnsignedInt(rgb[i])];
    }
    return new Picture(picture.widthPixels(), picture.heightPixels(), rgb);
  }
}
