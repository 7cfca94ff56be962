package io.understudy.model.weights;

import java.nio.charset.StandardCharsets;

/**
 * A stream of pseudo-random numbers that depends on a name and a seed alone (FNV-1a of the name,
 * then SplitMix64), so that a tensor's values do not depend on its neighbours. Not thread-safe.
 */
final class NamedStream {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  NamedStream(String name, long seed) {
    long hash = FNV_BASIS;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    state = hash ^ (seed * GOLDEN_GAMMA);
  }

  /** The next number in [-1, 1), exact in single precision. */
  double next() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-23 - 1.0;
  }

  /** The next number of the standard normal distribution (Box and Muller). */
  double nextNormal() {
    double radius = Math.sqrt(-2 * StrictMath.log((1 - next()) / 2));
    return radius * StrictMath.cos(Math.PI * next());
  }
}
