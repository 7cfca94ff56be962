package io.understudy.model.perceptual;

/**
 * Where features are taken out of {@link InceptionTrunk}, shallow first, under Keras' names.
 *
 * <p>Up to {@code MIXED5} the published stand-in holds ImageNet's weights untouched.
 */
public enum InceptionTap {
  /** 32 channels, half size. */
  ACTIVATION_1(3),
  /** 64 channels, half size. */
  ACTIVATION_3(7),
  /** 192 channels, quarter size. */
  ACTIVATION_5(19),
  /** 256 channels, eighth of the size, as the two that follow. */
  MIXED0(27),
  /** 288 channels. */
  MIXED1(27),
  /** 288 channels. */
  MIXED2(27),
  /** 768 channels, sixteenth of the size, as the two that follow. */
  MIXED3(43),
  /** 768 channels. */
  MIXED4(43),
  /** 768 channels. */
  MIXED5(43);

  private final int leastPixels;

  InceptionTap(int leastPixels) {
    this.leastPixels = leastPixels;
  }

  /** Smallest side of an image that has a feature here, as no padding is added. */
  public int leastPixels() {
    return leastPixels;
  }
}
