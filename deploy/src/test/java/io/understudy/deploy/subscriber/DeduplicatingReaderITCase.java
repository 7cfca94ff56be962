package io.understudy.deploy.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.pipeline.local.LocalBroker;
import io.understudy.v1.ReenactedFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeduplicatingReaderITCase {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static LocalBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = LocalBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void givesEachCommittedFrameOnceAndInOrder() throws Exception {
    create("frames");
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "job"))) {
      producer.initTransactions();
      send(producer, "frames", true, 0, 1, 2);
      send(producer, "frames", false, 7);
      send(producer, "frames", true, 1, 2, 3, 4);
    }

    try (DeduplicatingReader reader = reader("frames")) {
      assertThat(read(reader, 5)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
  }

  @Test
  void saysWhichRecordIsNoFrame() throws Exception {
    create("other");
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>("other", key("feed"), key("no protobuf"))).get();
    }

    try (DeduplicatingReader reader = reader("other")) {
      assertThatThrownBy(() -> read(reader, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other-0@0 is not a reenacted frame");
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, boolean commit, long... sequences) {
    producer.beginTransaction();
    for (long sequence : sequences) {
      ReenactedFrame frame = ReenactedFrame.newBuilder().setEpoch(1).setSequence(sequence).build();
      producer.send(new ProducerRecord<>(topic, key("feed"), frame.toByteArray()));
    }
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.flush();
      producer.abortTransaction();
    }
  }

  private static List<Long> read(DeduplicatingReader reader, int count) {
    List<Long> sequences = new ArrayList<>();
    long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    while (sequences.size() < count && System.nanoTime() < deadlineNanos) {
      reader.poll(Duration.ofMillis(200)).forEach(f -> sequences.add(f.frame().getSequence()));
    }
    return sequences;
  }

  private static void create(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static DeduplicatingReader reader(String topic) {
    return new DeduplicatingReader(
        topic,
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            topic + "-reader",
            "auto.offset.reset",
            "earliest"));
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
