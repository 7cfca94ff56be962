package io.understudy.pipeline.evaluate;

import io.understudy.model.MotionMode;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLease;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.pipeline.PresetReenactorLoader;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Judges the test pairs that reach its subtask; subtasks of a process share one loaded model.
 * Results leave as JSON, features of the clip's pictures beside them.
 */
final class ClipEvaluator extends ProcessFunction<TestPair, String> {
  static final OutputTag<ClipFeatures> FEATURES = new OutputTag<>("clip-features") {};

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
  public void processElement(TestPair pair, Context context, Collector<String> results) {
    JudgedClip judged = new ClipEvaluation(lease.reenactor(), mode, scorers).run(pair);
    judged.features().forEach(features -> context.output(FEATURES, features));
    results.collect(judged.result().toJson());
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
