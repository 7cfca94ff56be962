package io.understudy.operators.training;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.media.NativeLibraries;
import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.Trainer;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;

/**
 * A trainer: one step for each record, on the task thread. Weights, average, moments, number of the
 * step and the count of skipped ones are operator state, so a restored job goes on bit for bit.
 */
public final class TrainingStep extends RichFlatMapFunction<StepFrames, ModelAnnouncement>
    implements CheckpointedFunction, CheckpointListener {
  private static final long serialVersionUID = 1;

  private final TrainingPlan plan;
  private final TrainingObserver observer;
  private transient ListState<byte[]> state;
  private transient ListState<Long> skippedState;
  private transient boolean restored;
  private transient Trainer trainer;
  private transient TrainingMetrics metrics;
  private transient WeightExchange exchange;

  public TrainingStep(TrainingPlan plan, TrainingObserver observer) {
    this.plan = plan;
    this.observer = observer;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "trainer-v1", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    skippedState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("steps-skipped-v1", Types.LONG));
    restored = context.isRestored();
  }

  @Override
  public void open(OpenContext context) throws Exception {
    NativeLibraries.load();
    trainer =
        new Trainer(
            WeightsFile.read(Path.of(plan.initialWeights())),
            plan.settings(),
            perceptual(),
            plan.adversarial());
    if (restored) {
      byte[] stored = only(state);
      trainer.restore(WeightsFile.parse(ByteBuffer.wrap(stored), "of the Flink checkpoint"));
      state.clear();
    } else if (!plan.startState().isEmpty()) {
      trainer.restore(WeightsFile.read(Path.of(plan.startState())));
    }
    long skipped = restored ? only(skippedState) : 0;
    metrics = new TrainingMetrics(getRuntimeContext().getMetricGroup(), trainer.steps(), skipped);
    exchange = new WeightExchange(Path.of(plan.exchangeFolder()), trainerIndex(), plan.trainers());
  }

  private Optional<PerceptualFile> perceptual() {
    return plan.perceptual().isEmpty()
        ? Optional.empty()
        : Optional.of(new PerceptualFile(Path.of(plan.perceptual())));
  }

  private int trainerIndex() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  private static <T> T only(ListState<T> stored) throws Exception {
    List<T> all = new ArrayList<>();
    stored.get().forEach(all::add);
    if (all.size() != 1) {
      throw new IllegalArgumentException(
          "a trainer found %d states in the checkpoint, must be 1: restore with as many trainers as"
                  .formatted(all.size())
              + " wrote it");
    }
    return all.get(0);
  }

  @Override
  public void flatMap(StepFrames frames, Collector<ModelAnnouncement> out) throws Exception {
    if (frames.step() != trainer.steps() + 1) {
      throw new IllegalStateException(
          "step %d came after step %d".formatted(frames.step(), trainer.steps()));
    }
    StepReport report = trainer.step(frames.pairs(), plan.schedule().rate(frames.step()));
    metrics.add(report);
    if (plan.endsRound(frames.step())) {
      trainer.restore(exchange.mean(frames.step(), trainer.state(plan.data())));
    }
    if (trainerIndex() == 0) {
      observer.stepped(trainer, report).ifPresent(out::collect);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Weights whole = trainer.state(plan.data());
    state.update(List.of(WeightsFile.toBytes(whole)));
    skippedState.update(List.of(metrics.skipped()));
    exchange.snapshot(context.getCheckpointId(), trainer.steps());
    if (trainerIndex() == 0) {
      observer.checkpointed(context.getCheckpointId(), trainer.steps());
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws IOException {
    exchange.complete(checkpoint);
  }

  @Override
  public void close() {
    if (trainer != null) {
      trainer.close();
    }
  }
}
