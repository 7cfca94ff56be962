package io.understudy.benchmarks.engine;

import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.preset.Preset;
import java.util.List;

/**
 * Where a driving frame's time goes, by kind of layer: batch 1, untrained weights. Times are
 * processor time of one thread with libtorch held to it, which other programs on the machine hardly
 * disturb.
 *
 * @param leastSeconds the fastest frame, not listened to
 * @param kinds means over all frames, the kind that took most time first
 * @param ceiling what the machine could do
 */
public record LayerProfile(
    String preset,
    Precision precision,
    double leastSeconds,
    List<Kind> kinds,
    MachineCeiling ceiling) {
  private static final int WARM_UP_FRAMES = 2;

  /**
   * One kind of layer in one frame.
   *
   * @param gigaMacs 10^9 multiply-adds as this precision computes them
   * @param gigabytes 10^9 bytes of arguments and results, each counted once a call
   */
  public record Kind(String name, double calls, double seconds, double gigaMacs, double gigabytes) {
    /** Whether it multiplies: then its ceiling is arithmetic, else it is memory. */
    public boolean multiplies() {
      return gigaMacs > 0;
    }

    /** 10^9 floating point operations a second. */
    public double gigaflops() {
      return 2 * gigaMacs / seconds;
    }

    /** 10^9 bytes a second. */
    public double gigabytesPerSecond() {
      return gigabytes / seconds;
    }
  }

  /** Seconds of all kinds together. */
  public double seconds() {
    return kinds.stream().mapToDouble(Kind::seconds).sum();
  }

  /**
   * How much of its ceiling a kind reaches, percent: of the arithmetic one where it multiplies, of
   * the memory one elsewhere.
   */
  public double percentOfCeiling(Kind kind) {
    return 100
        * (kind.multiplies()
            ? kind.gigaflops() / ceiling.gigaflops()
            : kind.gigabytesPerSecond() / ceiling.gigabytesPerSecond());
  }

  /**
   * Profiles {@code preset}; libtorch must not have computed before in this process.
   *
   * @param rounds frames; those that warm up are the profile's own
   */
  public static LayerProfile measure(Preset preset, Precision precision, Rounds rounds) {
    try (SampleNetwork network = new SampleNetwork(preset, precision);
        Scope scope = new Scope()) {
      LayerClock clock = new LayerClock();
      SampleNetwork.Source source = network.encode();
      double least = Double.POSITIVE_INFINITY;
      for (int frame = -WARM_UP_FRAMES; frame < rounds.counted(); frame++) {
        rounds.endIfStopped();
        long start = clock.now();
        network.frame(source);
        if (frame >= 0) {
          least = Math.min(least, (clock.now() - start) / 1e9);
        }
      }
      MachineCeiling ceiling = MachineCeiling.measure(network.execution(), clock);
      network.execution().kernels().listen(clock);
      for (int frame = 0; frame < rounds.counted(); frame++) {
        rounds.endIfStopped();
        clock.start();
        network.frame(source);
      }
      return new LayerProfile(
          preset.name(), precision, least, clock.kinds(rounds.counted()), ceiling);
    }
  }
}
