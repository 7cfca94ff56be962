package io.understudy.model.preset;

/**
 * Channels of the Synergize encoder and generator at each scale (NETWORKS section 3.2).
 *
 * @param at32 channels of the 32x32 maps, and so on; multiples of {@code normGroups}
 * @param normGroups groups of every group normalisation, 32 as published. A group of a single
 *     channel loses the mean of the picture, so narrow maps need fewer
 */
public record ScaleChannels(int at32, int at64, int at128, int at256, int normGroups) {
  public ScaleChannels {
    Range.check("normGroups", normGroups, 1, SynergizeConfiguration.NORM_GROUPS);
    Range.checkMultiple("at32", at32, normGroups);
    Range.checkMultiple("at64", at64, normGroups);
    Range.checkMultiple("at128", at128, normGroups);
    Range.checkMultiple("at256", at256, normGroups);
  }

  /** With as many groups as published. */
  public ScaleChannels(int at32, int at64, int at128, int at256) {
    this(at32, at64, at128, at256, SynergizeConfiguration.NORM_GROUPS);
  }

  /** Channels at the scale whose maps have {@code side} pixels: 32, 64, 128 or 256. */
  public int at(int side) {
    return switch (side) {
      case 32 -> at32;
      case 64 -> at64;
      case 128 -> at128;
      case 256 -> at256;
      default -> throw new IllegalArgumentException("a scale is 32, 64, 128 or 256, got " + side);
    };
  }
}
