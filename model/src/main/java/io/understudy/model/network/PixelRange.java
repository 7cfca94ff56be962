package io.understudy.model.network;

/** The range that a network's image values span. */
public enum PixelRange {
  /** [0, 1]: FOMM, MCNet. */
  UNIT(1 / 255.0, 0),
  /** [-1, 1]: Synergize. */
  SYMMETRIC(2 / 255.0, -1);

  private final double scale;
  private final double shift;

  PixelRange(double scale, double shift) {
    this.scale = scale;
    this.shift = shift;
  }

  /** Value = 8-bit level * scale + shift. */
  public double scale() {
    return scale;
  }

  /** The value of black (level 0). */
  public double shift() {
    return shift;
  }
}
