package io.understudy.benchmarks.job;

import io.understudy.benchmarks.engine.Rounds;
import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.TrackedFrame;
import io.understudy.operators.BatchOptions;
import io.understudy.pipeline.local.StopSignal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** The bare engine: decoded pictures in, pictures out, nothing else. */
final class EngineRun {
  private final Reenactor reenactor;
  private final Pace pace;
  private final Deque<Future<List<Picture>>> drawing = new ArrayDeque<>();

  private EngineRun(Reenactor reenactor, Pace pace) {
    this.reenactor = reenactor;
    this.pace = pace;
  }

  /**
   * Runs {@code frames} frames of one source in the largest batches of the job, as many at a time
   * as the engine's calls run side by side.
   */
  static Throughput measure(
      Reenactor reenactor, long frames, BatchOptions batches, StopSignal stop) {
    int batchFrames = batches.maxFrames();
    EngineRun run = new EngineRun(reenactor, Pace.of(frames, batches));
    ExecutorService lanes =
        Executors.newFixedThreadPool(
            reenactor.lanes(), lane -> new Thread(lane, "reenact-worker: bench"));
    try (SourceFeatures source = reenactor.encode(SampleHeads.portrait(reenactor.sizePixels()))) {
      LoopedClip clip = new LoopedClip(frames, reenactor.sizePixels());
      MotionTrack track = new MotionTrack(MotionMode.RELATIVE, null);
      for (long first = 0; first < frames; first += batchFrames) {
        stop.endIfGiven(Rounds.ENDED);
        List<TrackedFrame> batch =
            reenactor.track(
                LongStream.range(first, Math.min(frames, first + batchFrames))
                    .mapToObj(frame -> new DrivenFrame(source, clip.picture(frame), track))
                    .toList());
        run.drawing.addLast(lanes.submit(() -> reenactor.draw(batch)));
        run.finish(reenactor.lanes() - 1);
      }
      run.finish(0);
    } finally {
      lanes.shutdown();
    }
    return run.pace.throughput();
  }

  /** Waits until at most {@code left} batches are being drawn. */
  private void finish(int left) {
    while (drawing.size() > left) {
      try {
        pace.count(drawing.removeFirst().get().size());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while frames were drawn", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(reenactor.preset() + " failed", e.getCause());
      }
    }
  }
}
