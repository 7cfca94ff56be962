package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * Sizes of MCNet's facial memory (NETWORKS section 2.2).
 *
 * @param channels channels of the memory
 * @param sidePixels side of the memory
 * @param styleHidden hidden size of the network that computes the implicit scale code
 * @param styleDimensions size of the implicit scale code
 * @param switches how it compensates; empty: as released
 */
public record MemoryConfiguration(
    int channels,
    int sidePixels,
    int styleHidden,
    int styleDimensions,
    Optional<MemorySwitches> switches) {
  public MemoryConfiguration {
    Range.check("channels of the memory", channels, 1, 4096);
    Range.check("sidePixels of the memory", sidePixels, 1, 128);
    Range.check("styleHidden", styleHidden, 1, 4096);
    Range.check("styleDimensions", styleDimensions, 1, 4096);
    Objects.requireNonNull(switches, "switches");
  }

  /** A memory that compensates as released. */
  public MemoryConfiguration(int channels, int sidePixels, int styleHidden, int styleDimensions) {
    this(channels, sidePixels, styleHidden, styleDimensions, Optional.empty());
  }

  /** As published. */
  public static MemoryConfiguration published() {
    return new MemoryConfiguration(512, 32, 128, 512);
  }

  /** Three sixteenths of the published channels. */
  public static MemoryConfiguration compact() {
    return new MemoryConfiguration(96, 32, 64, 128);
  }

  /** The same with other switches. */
  public MemoryConfiguration with(MemorySwitches other) {
    return new MemoryConfiguration(
        channels, sidePixels, styleHidden, styleDimensions, Optional.of(other));
  }

  /** The switches, as released where none are given. */
  public MemorySwitches switchesOrReleased() {
    return switches.orElseGet(MemorySwitches::released);
  }
}
