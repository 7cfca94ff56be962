package io.understudy.model.preset;

import java.util.Optional;

/** A configuration whose facial memory draws noise, as the released code of MCNet does. Pure. */
public final class NoisyMemory {
  private NoisyMemory() {}

  /**
   * The configuration with noise of that seed; the same weights fit.
   *
   * @throws IllegalArgumentException if the network has no facial memory
   */
  public static ModelConfiguration of(ModelConfiguration quiet, int seed) {
    if (quiet instanceof McnetConfiguration mcnet && mcnet.memory().isPresent()) {
      return new McnetConfiguration(
          mcnet.keypointDetector(),
          mcnet.denseMotion(),
          mcnet.blockExpansion(),
          noisy(mcnet.memory(), seed),
          mcnet.scale());
    } else if (quiet instanceof FommConfiguration fomm && fomm.memory().isPresent()) {
      return new FommConfiguration(
          fomm.keypointDetector(),
          fomm.denseMotion(),
          fomm.generator(),
          fomm.alignCorners(),
          fomm.scale(),
          noisy(fomm.memory(), seed));
    } else if (quiet instanceof TpsmConfiguration tpsm && tpsm.memory().isPresent()) {
      return new TpsmConfiguration(
          tpsm.splines(),
          tpsm.denseMotion(),
          tpsm.blockExpansion(),
          noisy(tpsm.memory(), seed),
          tpsm.scale());
    } else if (quiet instanceof DaganConfiguration dagan && dagan.memory().isPresent()) {
      return new DaganConfiguration(
          dagan.keypointDetector(),
          dagan.denseMotion(),
          dagan.generator(),
          dagan.scale(),
          noisy(dagan.memory(), seed));
    }
    throw new IllegalArgumentException(
        "noise of seed %d needs a network with a facial memory, %s has none: leave the seed at 0"
            .formatted(seed, quiet.network()));
  }

  private static Optional<MemoryConfiguration> noisy(
      Optional<MemoryConfiguration> memory, int seed) {
    return memory.map(sizes -> sizes.with(sizes.switchesOrReleased().withNoise(seed)));
  }
}
