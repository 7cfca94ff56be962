package io.understudy.benchmarks.engine;

import ai.djl.Device;
import io.understudy.benchmarks.engine.Interleaved.Times;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code exact} against {@code fast} on one frame, batch 1, pictures in and out included; measured
 * side by side.
 *
 * @param frame a driving frame
 * @param source encoding a source, its keypoints included
 * @param decibels PSNR between the two precisions' reenacted pictures
 * @param officialSeconds the least that the official eager code takes for a frame, as stated for
 *     the machine of the specification (2 threads, NETWORKS section 7), not measured here; empty
 *     where unknown
 */
public record PrecisionComparison(
    String preset, Timing frame, Timing source, double decibels, OptionalDouble officialSeconds) {
  private static final Map<String, Double> OFFICIAL_SECONDS =
      Map.of("fomm-256", 0.46, "mcnet-256", 1.74, "synergize-256", 2.83);

  /**
   * One work in both precisions.
   *
   * @param gigaMacs 10^9 multiply-adds of it as {@code exact} computes it; {@code fast} may reach
   *     the same result with fewer
   */
  public record Timing(double gigaMacs, Times exact, Times fast) {
    /** How many times faster {@code fast} is, by the medians. */
    public double ratio() {
      return exact.medianSeconds() / fast.medianSeconds();
    }

    /** 10^9 floating point operations a second in the fastest round. */
    public double gigaflops(Times times) {
      return 2 * gigaMacs / times.leastSeconds();
    }
  }

  /** Measures {@code preset} with untrained weights on the CPU. */
  public static PrecisionComparison measure(Preset preset, Rounds rounds) {
    Weights weights = Networks.initialWeights(preset, 1);
    NetworkWork work = NetworkWork.of(preset);
    try (Reenactor exact = Networks.reenactor(weights, Precision.EXACT, Device.cpu());
        Reenactor fast = Networks.reenactor(weights, Precision.FAST, Device.cpu())) {
      Picture portrait = SampleHeads.portrait(exact.sizePixels());
      Picture driving = SampleHeads.driving(0.4, exact.sizePixels());
      try (SourceFeatures exactSource = exact.encode(portrait);
          SourceFeatures fastSource = fast.encode(portrait)) {
        List<Times> times =
            Interleaved.measure(
                rounds,
                List.of(
                    () -> reenact(exact, exactSource, driving),
                    () -> reenact(fast, fastSource, driving),
                    () -> exact.encode(portrait).close(),
                    () -> fast.encode(portrait).close()));
        return new PrecisionComparison(
            preset.name(),
            new Timing(work.frameGigaMacs(), times.get(0), times.get(1)),
            new Timing(work.sourceGigaMacs(), times.get(2), times.get(3)),
            PictureQuality.decibels(
                reenact(exact, exactSource, driving), reenact(fast, fastSource, driving)),
            official(preset.name()));
      }
    }
  }

  private static Picture reenact(Reenactor reenactor, SourceFeatures source, Picture driving) {
    MotionTrack track = new MotionTrack(MotionMode.ABSOLUTE, null);
    return reenactor.reenact(List.of(new DrivenFrame(source, driving, track))).get(0);
  }

  private static OptionalDouble official(String preset) {
    Double seconds = OFFICIAL_SECONDS.get(preset);
    return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
  }
}
