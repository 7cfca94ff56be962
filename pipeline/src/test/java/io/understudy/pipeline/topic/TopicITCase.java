package io.understudy.pipeline.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.operators.LiveOptions;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.cli.UnderstudyCommand;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Kafka;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicITCase {
  private static LocalBroker broker;

  @BeforeAll
  static void start() {
    broker = LocalBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void createsOnlyTheMissingTopics() {
    try (TopicAdministration administration = new TopicAdministration(kafka("created."))) {
      assertThatThrownBy(administration::requireAll)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("lacks the topics created.sources, created.sessions");

      assertThat(administration.createMissing(3))
          .hasSize(Topic.values().length)
          .contains("created.sources");
      assertThat(administration.createMissing(3)).isEmpty();

      administration.requireAll();
      assertThat(administration.describe().get(Topic.SESSIONS))
          .isEqualTo(new TopicState("created.sessions", 3, 0));
    }
  }

  @Test
  void aWithdrawalIsKeptForOldSavepointsAndAWithdrawnPortraitIsNot() throws Exception {
    Kafka kafka = kafka("kept.");
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.createMissing(1);

      for (Topic topic : List.of(Topic.SOURCES, Topic.SESSIONS, Topic.MODELS)) {
        Config settings = settings("kept." + topic.baseName());
        assertThat(settings.get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(millis(settings, "delete.retention.ms")).isEqualTo(Duration.ofDays(90));
        assertThat(millis(settings, "max.compaction.lag.ms")).isEqualTo(Duration.ofDays(1));
      }
      assertThat(administration.otherSettings())
          .hasSize(Topic.values().length)
          .allSatisfy((topic, settings) -> assertThat(settings).isEmpty());
    }
  }

  @Test
  void tellsInWhatAnExistingTopicDiffers() throws Exception {
    Kafka kafka = kafka("other.");
    try (TopicAdministration administration = new TopicAdministration(kafka);
        Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic("other.sources", 1, (short) 1))).all().get();
      assertThat(administration.createMissing(1)).doesNotContain("other.sources");

      assertThat(administration.otherSettings().get(Topic.SOURCES))
          .containsEntry("cleanup.policy", "delete")
          .containsEntry("delete.retention.ms", "86400000")
          .containsEntry("max.compaction.lag.ms", Long.toString(Long.MAX_VALUE))
          .hasSize(3);
      assertThat(administration.otherSettings().get(Topic.SESSIONS)).isEmpty();
    }
    assertThat(saidOfTopics("other."))
        .hasSize(3)
        .contains(
            "topic sources has delete.retention.ms=86400000 where 7776000000 is expected: it existed"
                + " before; set it with kafka-configs.sh --alter");
    assertThat(saidOfTopics("other.", "sessions")).isEmpty();
  }

  private static List<String> saidOfTopics(String prefix, String... names) {
    List<String> arguments = new ArrayList<>(List.of("topics"));
    arguments.addAll(List.of(names));
    arguments.addAll(List.of("--set", "kafka.bootstrap=" + broker.bootstrapServers()));
    arguments.addAll(List.of("--set", "kafka.topic-prefix=" + prefix));
    StringWriter said = new StringWriter();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int code =
        UnderstudyCommand.execute(
            nowhere, new PrintWriter(said, true), arguments.toArray(String[]::new));
    assertThat(code).as(said.toString()).isZero();
    return said.toString().lines().toList();
  }

  private static Config settings(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }
  }

  private static Duration millis(Config settings, String name) {
    return Duration.ofMillis(Long.parseLong(settings.get(name).value()));
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @Test
  void readsTheRecordsOfAKeyInTheOrderInWhichTheyWereWritten() {
    Kafka kafka = kafka("ordered.");
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.createMissing(2);
    }
    try (TopicWriter writer = new TopicWriter(kafka)) {
      for (int i = 0; i < 50; i++) {
        writer.write(Topic.DRIVING_FRAMES, "feed", new byte[] {(byte) i});
      }
      writer.write(Topic.DRIVING_FRAMES, "feed", null);
    }
    try (TopicReader reader = TopicReader.fromBeginning(kafka, Topic.DRIVING_FRAMES)) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (records.size() < 51) {
        records.addAll(reader.poll(Duration.ofSeconds(1)));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(records.get(i).value()).containsExactly(i);
        assertThat(records.get(i).key()).isEqualTo("feed".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(records.get(50).value()).isNull();
    }
  }

  @Test
  void theLargestPictureThatTheJobTakesFitsARecord() {
    Kafka kafka = kafka("large.");
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.createMissing(1);
    }
    DrivingFrame frame =
        new DrivingFrame(
            "feed",
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            FrameEncoding.JPEG,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            ByteString.copyFrom(new byte[LiveOptions.DEFAULTS.picture().maxBytes()]),
            Origin.NONE);
    try (TopicWriter writer = new TopicWriter(kafka);
        TopicReader reader = TopicReader.fromBeginning(kafka, Topic.DRIVING_FRAMES)) {
      writer.write(Topic.DRIVING_FRAMES, "feed", DrivingFrameWire.toBytes(frame));
      writer.flush();
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (records.isEmpty()) {
        records.addAll(reader.poll(Duration.ofSeconds(1)));
      }
      assertThat(records.get(0).value()).hasSizeGreaterThan(PictureBounds.MOST_BYTES);
    }
  }

  @Test
  void readsFromNowOnOnly() {
    Kafka kafka = kafka("recent.");
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.createMissing(1);
    }
    try (TopicWriter writer = new TopicWriter(kafka)) {
      writer.write(Topic.STREAM_EVENTS, "feed", new byte[] {1});
      writer.flush();
      try (TopicReader reader = TopicReader.fromNow(kafka, Topic.STREAM_EVENTS)) {
        writer.write(Topic.STREAM_EVENTS, "feed", new byte[] {2});
        writer.flush();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (records.isEmpty()) {
          records.addAll(reader.poll(Duration.ofSeconds(1)));
        }
        assertThat(records).hasSize(1);
        assertThat(records.get(0).value()).containsExactly(2);
      }
    }
  }

  @Test
  void saysWhichBrokerIsNotReachable() {
    String nobody = "127.0.0.1:" + BrokerPorts.free().clientPort();
    Kafka kafka = UnderstudyConfiguration.read(null, List.of("kafka.bootstrap=" + nobody)).kafka();
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      assertThatThrownBy(administration::requireAll)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("broker " + nobody + " is not reachable");
    }
  }

  private static Kafka kafka(String topicPrefix) {
    return UnderstudyConfiguration.read(
            null,
            List.of(
                "kafka.bootstrap=" + broker.bootstrapServers(),
                "kafka.topic-prefix=" + topicPrefix))
        .kafka();
  }
}
