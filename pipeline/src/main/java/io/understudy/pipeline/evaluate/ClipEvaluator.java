package io.understudy.pipeline.evaluate;

import io.understudy.model.MotionMode;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLease;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.pipeline.PresetReenactorLoader;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Judges the test pairs that reach its subtask; subtasks of a process share one loaded model. */
final class ClipEvaluator extends RichMapFunction<TestPair, String> {
  private static final long serialVersionUID = 1;

  private final PresetReenactorLoader loader;
  private final MotionMode mode;
  private final ScorerModels models;
  private transient ReenactorLease lease;
  private transient List<FrameScorer> scorers;

  ClipEvaluator(PresetReenactorLoader loader, MotionMode mode, ScorerModels models) {
    this.loader = loader;
    this.mode = mode;
    this.models = models;
  }

  @Override
  public void open(OpenContext context) {
    lease = ReenactorRegistry.PROCESS.acquire(loader, new ModelKey(loader.weights().preset(), ""));
    scorers = models.open();
  }

  @Override
  public String map(TestPair pair) {
    return new ClipEvaluation(lease.reenactor(), mode, scorers).run(pair).toJson();
  }

  @Override
  public void close() {
    if (scorers != null) {
      scorers.forEach(FrameScorer::close);
    }
    if (lease != null) {
      lease.close();
    }
  }
}
