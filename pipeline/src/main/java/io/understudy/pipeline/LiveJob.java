package io.understudy.pipeline;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.kafka.KafkaSinks;
import io.understudy.connectors.kafka.KafkaSources;
import io.understudy.operators.LiveStreams;
import io.understudy.operators.LiveTopology;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.WarmReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.Topic;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live job between the topics of a broker: the same class on the embedded cluster, on a
 * standalone one and on Kubernetes.
 */
public final class LiveJob {
  /** Name of the job in Flink. */
  public static final String NAME = "understudy-live";

  private static final Logger LOG = LoggerFactory.getLogger(LiveJob.class);

  private final UnderstudyConfiguration configuration;
  private final ReenactorLoader loader;

  /** The job with the networks that the configuration names. */
  public LiveJob(UnderstudyConfiguration configuration) {
    this(configuration, networks(configuration));
  }

  /** The job with networks of another loader. */
  public LiveJob(UnderstudyConfiguration configuration, ReenactorLoader loader) {
    this.configuration = configuration;
    this.loader = loader;
  }

  /** Loads the networks that the configuration names, warm before their first frame. */
  public static ReenactorLoader networks(UnderstudyConfiguration configuration) {
    return new WarmReenactorLoader(
        PresetReenactorLoader.of(configuration.model()), configuration.live().batch().maxFrames());
  }

  /**
   * The program for {@code flink run} and for Kubernetes.
   *
   * @param arguments {@code --config FILE} and any number of {@code --set KEY=VALUE}
   */
  public static void main(String[] arguments) throws Exception {
    UnderstudyConfiguration configuration = JobArguments.read(arguments);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    new LiveJob(configuration).define(environment);
    environment.execute(NAME);
  }

  /** Puts the job's settings, sources, operators and sinks on {@code environment}. */
  public void define(StreamExecutionEnvironment environment) {
    LOG.info("{} of Understudy {}", NAME, Build.current());
    LiveTopology topology = new LiveTopology(configuration.live(), loader);
    topology.configure(environment);
    environment.configure(settings());
    environment.setParallelism(configuration.runtime().parallelism());
    environment.enableCheckpointing(configuration.checkpoint().interval().toMillis());
    KafkaSources sources = sources();
    write(
        topology.wire(
            read(environment, sources.control(name(Topic.SOURCES)), "sources"),
            read(environment, sources.control(name(Topic.SESSIONS)), "sessions"),
            read(environment, sources.control(name(Topic.MODELS)), "models"),
            read(environment, drivingFrames(sources), "driving-frames")));
  }

  private Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    if (!configuration.checkpoint().directory().isEmpty()) {
      settings.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY, configuration.checkpoint().directory());
    }
    return settings;
  }

  private KafkaSources sources() {
    UnderstudyConfiguration.Kafka kafka = configuration.kafka();
    return new KafkaSources(kafka.bootstrap(), kafka.group(), kafka.client());
  }

  private KafkaSource<KafkaRecord> drivingFrames(KafkaSources sources) {
    String topic = name(Topic.DRIVING_FRAMES);
    return switch (configuration.kafka().drivingStart()) {
      case COMMITTED -> sources.framesFromCommitted(topic);
      case EARLIEST -> sources.framesFromEarliest(topic);
      case LATEST -> sources.framesFromLatest(topic);
    };
  }

  private static DataStream<KafkaRecord> read(
      StreamExecutionEnvironment environment, KafkaSource<KafkaRecord> source, String name) {
    return environment
        .fromSource(
            source,
            WatermarkStrategy.noWatermarks(),
            "read-" + name,
            TypeInformation.of(KafkaRecord.class))
        .uid("read-" + name);
  }

  private void write(LiveStreams streams) {
    UnderstudyConfiguration.Kafka kafka = configuration.kafka();
    KafkaSinks sinks = new KafkaSinks(kafka.bootstrap(), kafka.client());
    streams
        .frames()
        .sinkTo(frames(sinks))
        .name("write-reenacted-frames")
        .uid("write-reenacted-frames");
    streams
        .deadLetters()
        .sinkTo(sinks.deadLetters(name(Topic.DEAD_LETTERS)))
        .name("write-dead-letters")
        .uid("write-dead-letters");
    streams
        .events()
        .sinkTo(sinks.streamEvents(name(Topic.STREAM_EVENTS)))
        .name("write-stream-events")
        .uid("write-stream-events");
  }

  private KafkaSink<ReenactedFrame> frames(KafkaSinks sinks) {
    String topic = name(Topic.REENACTED_FRAMES);
    return switch (configuration.kafka().delivery()) {
      case AT_LEAST_ONCE -> sinks.framesAtLeastOnce(topic);
      case EXACTLY_ONCE ->
          sinks.framesExactlyOnce(topic, configuration.kafka().group() + "-" + topic);
    };
  }

  private String name(Topic topic) {
    return configuration.kafka().topicPrefix() + topic.baseName();
  }
}
