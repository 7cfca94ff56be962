package io.understudy.benchmarks.job;

import io.understudy.connectors.contract.MotionMode;
import io.understudy.model.Reenactor;
import io.understudy.operators.BatchOptions;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.local.LocalReenactment;
import io.understudy.pipeline.local.StopSignal;
import java.util.concurrent.CancellationException;

/**
 * The bare engine against the whole job (broker, decoding, batching, label, encoding, marks) in one
 * process, one after the other: engine, job, engine again.
 *
 * @param batchFrames frames in a batch of the bare engine, the most that the job puts into one
 * @param before bare engine before the job
 * @param job the whole job, nothing dropped
 * @param after bare engine after it
 * @param outcome counts and latencies of the job, its warm-up included
 */
public record JobComparison(
    int batchFrames,
    Throughput before,
    Throughput job,
    Throughput after,
    LocalReenactment.Outcome outcome) {
  /**
   * Measures the configured preset.
   *
   * @param stop ends it; borrowed
   * @throws CancellationException if the process is to end
   */
  public static JobComparison measure(
      UnderstudyConfiguration settings, long frames, StopSignal stop) {
    Throughput before = engine(settings, frames, stop);
    Pace pace = Pace.of(frames, settings.live().batch());
    LocalReenactment.Outcome outcome;
    Throughput job;
    try (LocalEngine engine = LocalEngine.start(settings, stop)) {
      outcome =
          LocalReenactment.of(
                  SampleSource.renderPortrait(), SampleSource.CONSENT, MotionMode.RELATIVE)
              .run(
                  engine,
                  new LoopedClip(frames, SampleSource.SIDE_PIXELS),
                  (driving, reenacted) -> pace.count(1));
      job = pace.throughput();
    }
    Throughput after = engine(settings, frames, stop);
    return new JobComparison(settings.live().batch().maxFrames(), before, job, after, outcome);
  }

  /** The fewest frames that tell a pace: some between the warm-up and the last batches. */
  public static int leastFrames(BatchOptions batches) {
    return Pace.leastFrames(batches);
  }

  /** Frames a second of the bare engine: the mean of before and after the job. */
  public double engineFramesPerSecond() {
    return (before.framesPerSecond() + after.framesPerSecond()) / 2;
  }

  /** How much longer a frame takes in the job than in the bare engine, percent. */
  public double overheadPercent() {
    return 100 * (engineFramesPerSecond() / job.framesPerSecond() - 1);
  }

  private static Throughput engine(UnderstudyConfiguration settings, long frames, StopSignal stop) {
    PresetReenactorLoader loader = PresetReenactorLoader.of(settings.model());
    try (Reenactor reenactor = loader.load(settings.model().preset(), "")) {
      return EngineRun.measure(reenactor, frames, settings.live().batch(), stop);
    }
  }
}
