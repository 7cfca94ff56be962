package io.understudy.pipeline.evaluate;

import io.understudy.model.MotionMode;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLease;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.local.StopSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The evaluation as a Flink job: clips are dealt to the subtasks in turn.
 *
 * @param loader loads the model
 * @param mode how motion is applied
 * @param models networks that figures are made with
 * @param parallelism clips that are judged at the same time, at least 1
 */
public record EvaluationJob(
    PresetReenactorLoader loader, MotionMode mode, ScorerModels models, int parallelism) {
  private static final String STOPPED = "the evaluation was stopped before all clips were judged";

  /**
   * Runs the job on a cluster inside this JVM to its end, on the caller's thread. A process that is
   * to end waits for the frames that are being judged.
   *
   * @param done told each result as it arrives, in any order
   * @return the clips' results in order of their names
   * @throws CancellationException if the process is to end
   */
  public Evaluation run(List<TestPair> pairs, Consumer<ClipResult> done) {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    List<ClipResult> results = new ArrayList<>();
    SingleOutputStreamOperator<String> judged = define(environment, pairs);
    try (CloseableIterator<String> arriving = judged.collectAsync();
        CloseableIterator<String> corpus = corpus(judged).collectAsync()) {
      collect(arriving, environment.executeAsync("understudy-evaluate"), results, done);
      results.sort(Comparator.comparing(ClipResult::clip));
      return new Evaluation(results, CorpusFigures.ofJson(corpus.next()));
    } catch (CancellationException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the evaluation job failed", e);
    }
  }

  private static void collect(
      Iterator<String> arriving,
      JobClient job,
      List<ClipResult> results,
      Consumer<ClipResult> done) {
    try (StopSignal stop = new StopSignal(job::cancel)) {
      try {
        while (arriving.hasNext()) {
          ClipResult result = ClipResult.ofJson(arriving.next());
          results.add(result);
          done.accept(result);
        }
      } finally {
        // A job has its result when none of its tasks computes any more, whatever that result is.
        job.getJobExecutionResult().handle((result, failure) -> result).join();
        stop.endIfGiven(STOPPED);
      }
    }
  }

  /**
   * The same without Flink: pair after pair on the caller's thread, for comparison. A process that
   * is to end waits for the pair that is being judged.
   *
   * @return the clips' results in order of the pairs
   * @throws CancellationException if the process is to end
   */
  public Evaluation loop(List<TestPair> pairs) {
    try (StopSignal stop = new StopSignal();
        ReenactorLease lease =
            ReenactorRegistry.PROCESS.acquire(
                loader, new ModelKey(loader.weights().preset(), ""))) {
      List<FrameScorer> scorers = models.open();
      try {
        ClipEvaluation evaluation = new ClipEvaluation(lease.reenactor(), mode, scorers);
        List<ClipResult> results = new ArrayList<>();
        CorpusDistances distances = new CorpusDistances();
        for (TestPair pair : pairs) {
          stop.endIfGiven(STOPPED);
          JudgedClip judged = evaluation.run(pair);
          results.add(judged.result());
          judged.features().forEach(distances::add);
        }
        return new Evaluation(results, distances.figures());
      } finally {
        scorers.forEach(FrameScorer::close);
      }
    }
  }

  /** The job's second result: its only record comes when all clips are judged. */
  private static DataStream<String> corpus(SingleOutputStreamOperator<String> judged) {
    return judged
        .getSideOutput(ClipEvaluator.FEATURES)
        .global()
        .fullWindowPartition()
        .mapPartition(new CorpusJudge())
        .returns(Types.STRING)
        .setParallelism(1)
        .name("corpus");
  }

  private SingleOutputStreamOperator<String> define(
      StreamExecutionEnvironment environment, List<TestPair> pairs) {
    return environment
        .fromData(pairs)
        .setParallelism(1)
        .rebalance()
        .process(new ClipEvaluator(loader, mode, models))
        .returns(Types.STRING)
        .name("evaluate");
  }
}
