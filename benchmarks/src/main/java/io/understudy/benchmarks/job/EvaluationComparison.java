package io.understudy.benchmarks.job;

import io.understudy.benchmarks.engine.Interleaved;
import io.understudy.benchmarks.engine.Interleaved.Times;
import io.understudy.benchmarks.engine.Rounds;
import io.understudy.model.MotionMode;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.evaluate.EvaluationJob;
import io.understudy.pipeline.evaluate.FrameSelection;
import io.understudy.pipeline.evaluate.Protocol;
import io.understudy.pipeline.evaluate.ScorerModels;
import io.understudy.pipeline.evaluate.TestPair;
import io.understudy.pipeline.evaluate.TestSet;
import java.util.ArrayList;
import java.util.List;

/**
 * An evaluation of rendered heads as a plain loop and as a Flink job, side by side; the loading of
 * the network and its first frames count for both, the start of the cluster for the job.
 *
 * @param clips clips of one evaluation
 * @param frames frames of each
 * @param loop times of the loop
 * @param jobs times of the job, by parallelism from 1
 */
public record EvaluationComparison(int clips, int frames, Times loop, List<Times> jobs) {
  /** Measures the configured preset with measures of pixels. */
  public static EvaluationComparison measure(
      UnderstudyConfiguration settings, int frames, int mostParallel, Rounds rounds) {
    List<TestPair> pairs = TestSet.rendered(Protocol.CROSS, new FrameSelection(1, frames));
    List<Runnable> works = new ArrayList<>();
    works.add(() -> job(settings, 1).loop(pairs));
    for (int parallelism = 1; parallelism <= mostParallel; parallelism++) {
      EvaluationJob job = job(settings, parallelism);
      works.add(() -> job.run(pairs, done -> {}));
    }
    List<Times> times = Interleaved.measure(rounds, works);
    return new EvaluationComparison(
        pairs.size(), frames, times.get(0), times.subList(1, times.size()));
  }

  private static EvaluationJob job(UnderstudyConfiguration settings, int parallelism) {
    return new EvaluationJob(
        PresetReenactorLoader.of(settings.model()),
        MotionMode.ABSOLUTE,
        ScorerModels.NONE,
        parallelism);
  }
}
