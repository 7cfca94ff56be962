package io.understudy.model.preset;

/**
 * Sizes of MCNet's facial memory (NETWORKS section 2.2).
 *
 * @param channels channels of the memory
 * @param sidePixels side of the memory
 * @param styleHidden hidden size of the network that computes the scale code
 * @param styleDimensions size of the scale code
 */
public record MemoryConfiguration(
    int channels, int sidePixels, int styleHidden, int styleDimensions) {
  public MemoryConfiguration {
    Range.check("channels of the memory", channels, 1, 4096);
    Range.check("sidePixels of the memory", sidePixels, 1, 128);
    Range.check("styleHidden", styleHidden, 1, 4096);
    Range.check("styleDimensions", styleDimensions, 1, 4096);
  }
}
