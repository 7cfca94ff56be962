package io.understudy.pipeline.train;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.kafka.KafkaSinks;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipDealer;
import io.understudy.operators.training.FrameReservoir;
import io.understudy.operators.training.LandmarkSource;
import io.understudy.operators.training.StepFrames;
import io.understudy.operators.training.TrainingInput;
import io.understudy.operators.training.TrainingObserver;
import io.understudy.operators.training.TrainingPlan;
import io.understudy.operators.training.TrainingStep;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The training job: positions, dealt as frames of clips and then as steps, a reservoir of frames by
 * identity, the trainers behind it in one chain, announcements of new weights.
 *
 * <p>A position is a number and the source needs no more state than that. Steps are small and the
 * source is far ahead of the trainers, so checkpoints are unaligned: their barriers overtake the
 * steps that wait, and these are part of the checkpoint.
 *
 * @param plan what trainers need to know
 * @param clips to train on
 * @param landmarks opens the detector of landmarks
 * @param observer is told how it goes
 * @param checkpoints folder of the checkpoints
 * @param interval from one checkpoint to the next
 * @param announce the broker on which new weights are announced
 */
record TrainJob(
    TrainingPlan plan,
    List<Clip> clips,
    LandmarkSource landmarks,
    TrainingObserver observer,
    Path checkpoints,
    Duration interval,
    Optional<UnderstudyConfiguration.Kafka> announce) {
  /** Name of the job in Flink. */
  static final String NAME = "understudy-train";

  /** Puts settings and operators on {@code environment}. */
  void define(StreamExecutionEnvironment environment) {
    environment.configure(settings());
    environment.setMaxParallelism(TrainingPlan.MAX_PARALLELISM);
    environment.enableCheckpointing(interval.toMillis());
    trained(environment).sinkTo(sink()).setParallelism(1).name("write-models").uid("write-models");
  }

  private DataStream<ModelAnnouncement> trained(StreamExecutionEnvironment environment) {
    return dealt(environment)
        .keyBy(TrainingInput::key, Types.STRING)
        .transform(
            "frame-reservoir", TypeInformation.of(StepFrames.class), new FrameReservoir(plan))
        .uid("frame-reservoir")
        .setParallelism(plan.trainers())
        .flatMap(new TrainingStep(plan, observer))
        .returns(TypeInformation.of(ModelAnnouncement.class))
        .name("training-step")
        .uid("training-step")
        .setParallelism(plan.trainers());
  }

  private DataStream<TrainingInput> dealt(StreamExecutionEnvironment environment) {
    long steps = plan.schedule().steps() - plan.firstStep() + 1;
    return environment
        .fromSource(
            new NumberSequenceSource(0, clips.size() + steps - 1),
            WatermarkStrategy.noWatermarks(),
            "positions")
        .uid("positions")
        .setParallelism(1)
        .flatMap(new ClipDealer(plan, clips, landmarks, observer))
        .returns(TypeInformation.of(TrainingInput.class))
        .name("clip-dealer")
        .uid("clip-dealer")
        .setParallelism(1);
  }

  private Sink<ModelAnnouncement> sink() {
    return announce
        .<Sink<ModelAnnouncement>>map(
            kafka ->
                new KafkaSinks(kafka.bootstrap(), kafka.client())
                    .announcements(kafka.topicPrefix() + Topic.MODELS.baseName()))
        .orElseGet(DiscardingSink::new);
  }

  private Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // A run whose checkpoints fail goes on: what it saves itself is as good to go on from.
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return settings;
  }
}
