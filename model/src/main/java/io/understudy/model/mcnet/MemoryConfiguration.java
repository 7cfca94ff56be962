package io.understudy.model.mcnet;

/**
 * Sizes of the facial memory (NETWORKS section 2.2).
 *
 * @param channels channels of the memory
 * @param sizePixels side of the memory
 * @param styleHidden hidden size of the scale code's network
 * @param styleDimensions size of the scale code
 */
public record MemoryConfiguration(
    int channels, int sizePixels, int styleHidden, int styleDimensions) {}
