package io.understudy.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.SessionWire;
import io.understudy.connectors.wire.SourceWire;
import io.understudy.operators.metric.LiveMetric;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole topology on a cluster in this process, with checkpoints while it runs. */
@Timeout(120)
class LiveTopologyITCase {
  private static final int FRAMES = 60;

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final FakeModels models = new FakeModels("LiveTopologyITCase");

  @Test
  void reenactsCompleteStreamsInOrderAndRefusesWhatItMust() throws Exception {
    List<String> out = run(topics());
    for (String stream : List.of("a", "b", "c")) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < FRAMES; i++) {
        expected.add("frame " + stream + " " + i);
      }
      assertThat(out.stream().filter(line -> line.startsWith("frame " + stream + " ")))
          .containsExactlyElementsOf(expected);
      assertThat(out).contains("event " + stream + " STARTED");
    }
    assertThat(out.stream().filter(line -> line.startsWith("letter")))
        .containsExactlyInAnyOrder(
            "letter nobody UNKNOWN_SESSION",
            "letter a MALFORMED_RECORD",
            "letter c UNDECODABLE_PICTURE",
            "letter e UNKNOWN_PRESET",
            "letter refused NO_CONSENT");
    assertThat(out).contains("event d REFUSED");
    for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
      long letters = out.stream().filter(line -> line.endsWith(" " + reason)).count();
      assertThat(counter("dead-letters.reason." + reason + ".framesRefused"))
          .as(reason.name())
          .isEqualTo(letters);
    }
    assertThat(counter("reenact.framesOut")).isEqualTo(3 * FRAMES);
    assertThat(counter("stream-session.framesIn")).isEqualTo(3 * FRAMES + 2);
    for (LiveMetric metric : LiveMetric.values()) {
      assertThat(names())
          .as(metric.description())
          .anyMatch(n -> n.endsWith("." + metric.metricName()));
    }
    assertThat(models.loaded("fake").closed()).isTrue();
    assertThat(models.loaded("fake").openFeatures()).isZero();
  }

  private static List<String> names() {
    return METRICS.getMetricsByGroup().keySet().stream()
        .flatMap(
            group ->
                METRICS.getMetricsByGroup(group).keySet().stream().map(group::getMetricIdentifier))
        .toList();
  }

  private static long counter(String name) {
    return METRICS.getMetricsByGroup().entrySet().stream()
        .flatMap(
            group ->
                group.getValue().entrySet().stream()
                    .filter(
                        metric ->
                            group
                                .getKey()
                                .getMetricIdentifier(metric.getKey())
                                .endsWith("." + name.replaceFirst("\\.", ".0.")))
                    .map(metric -> (Counter) metric.getValue()))
        .mapToLong(Counter::getCount)
        .sum();
  }

  private static List<List<KafkaRecord>> topics() {
    List<KafkaRecord> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(record(Frames.frame("a", 0, i, i, i, i)));
      frames.add(record(Frames.frame("b", 0, i, i, i, i)));
      frames.add(record(Frames.frame("c", 0, i, i, i, i)));
    }
    frames.add(record("a", new byte[] {1, 2, 3}));
    frames.add(record(Frames.frame("nobody", 0, 0, 1, 1, 1)));
    frames.add(record(Frames.encoded("c", FRAMES, FrameEncoding.JPEG, new byte[9])));
    return List.of(
        List.of(
            record(Frames.source("s", 1, 10, 20, 30)),
            record(Frames.source("t", 1, 90, 20, 30)),
            record(Frames.withConsent(Frames.source("refused", 1, 1, 2, 3), null))),
        List.of(
            record(Frames.complete("a", "s")),
            record(Frames.complete("b", "t")),
            record(Frames.complete("c", "s")),
            record(Frames.complete("d", "refused")),
            record(
                Frames.session("e", "s", "none-such", MotionMode.RELATIVE, DeliveryMode.COMPLETE))),
        frames);
  }

  private List<String> run(List<List<KafkaRecord>> topics) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    LiveTopology topology = new LiveTopology(patient(), models);
    topology.configure(environment);
    environment.setParallelism(1);
    LiveStreams streams =
        topology.wire(
            records(environment, topics.get(0)),
            records(environment, topics.get(1)),
            records(environment, List.of(record("fake", null))),
            records(environment, topics.get(2)));
    DataStream<String> lines =
        streams
            .frames()
            .map(f -> "frame " + f.streamId() + " " + f.sequence(), Types.STRING)
            .union(
                streams
                    .deadLetters()
                    .map(l -> "letter " + l.streamId() + " " + l.reason(), Types.STRING),
                streams.events().map(e -> "event " + e.streamId() + " " + e.kind(), Types.STRING));
    try (CloseableIterator<String> results = lines.executeAndCollect()) {
      List<String> all = new ArrayList<>();
      results.forEachRemaining(all::add);
      return all;
    }
  }

  /** Bounded inputs end in any order: frames wait for their session as long as it takes. */
  private static LiveOptions patient() {
    LiveOptions o = LiveOptions.DEFAULTS;
    return o.withBatch(
            new BatchOptions(
                4, 2, o.batch().maxQueuedFramesPerStream(), o.batch().featureCacheBytes()))
        .withSessionLimits(new SessionLimits(10_000, 1 << 30, 100_000, 0))
        .withSessionDefaults(
            new SessionDefaults(
                "fake",
                "",
                o.sessionDefaults().deadlineMillis(),
                o.sessionDefaults().scaleSmoothingMillis()));
  }

  private static DataStream<KafkaRecord> records(
      StreamExecutionEnvironment environment, List<KafkaRecord> records) {
    return environment.fromData(records);
  }

  private static KafkaRecord record(Source source) {
    return record(source.sourceId(), SourceWire.toBytes(source));
  }

  private static KafkaRecord record(Session session) {
    return record(session.streamId(), SessionWire.toBytes(session));
  }

  private static KafkaRecord record(DrivingFrame frame) {
    return record(frame.streamId(), DrivingFrameWire.toBytes(frame));
  }

  private static KafkaRecord record(String key, byte[] value) {
    return new KafkaRecord(Origin.NONE, 0, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
