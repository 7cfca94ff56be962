package io.understudy.model.preset;

/** A configuration whose facial memory draws noise, as the released code of MCNet does. Pure. */
public final class NoisyMemory {
  private NoisyMemory() {}

  /**
   * The configuration with noise of that seed; the same weights fit.
   *
   * @throws IllegalArgumentException if the network has no facial memory
   */
  public static ModelConfiguration of(ModelConfiguration quiet, int seed) {
    if (quiet instanceof Host host && host.memory().isPresent()) {
      return host.with(
          host.memory().map(sizes -> sizes.with(sizes.switchesOrReleased().withNoise(seed))),
          host.scale());
    }
    throw new IllegalArgumentException(
        "noise of seed %d needs a network with a facial memory, %s has none: leave the seed at 0"
            .formatted(seed, quiet.network()));
  }
}
