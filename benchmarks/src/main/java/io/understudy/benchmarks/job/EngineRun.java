package io.understudy.benchmarks.job;

import io.understudy.benchmarks.engine.Rounds;
import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.soak.ResidentMemory;
import java.util.List;
import java.util.stream.LongStream;

/** The bare engine: decoded pictures in, pictures out, nothing else. */
final class EngineRun {
  private EngineRun() {}

  /** Runs {@code frames} frames of one source in batches of {@code batchFrames}. */
  static Throughput measure(Reenactor reenactor, long frames, int batchFrames, StopSignal stop) {
    LoopedClip clip = new LoopedClip(frames, reenactor.sizePixels());
    MotionTrack track = new MotionTrack(MotionMode.RELATIVE, null);
    Pace pace = new Pace();
    try (SourceFeatures source = reenactor.encode(SampleHeads.portrait(reenactor.sizePixels()))) {
      for (long first = 0; first < frames; first += batchFrames) {
        stop.endIfGiven(Rounds.ENDED);
        List<DrivenFrame> batch =
            LongStream.range(first, Math.min(frames, first + batchFrames))
                .mapToObj(frame -> new DrivenFrame(source, clip.picture(frame), track))
                .toList();
        pace.count(reenactor.reenact(batch).size());
      }
    }
    return new Throughput(
        frames, pace.framesPerSecond(), pace.warmMebibytes(), ResidentMemory.mebibytes());
  }
}
