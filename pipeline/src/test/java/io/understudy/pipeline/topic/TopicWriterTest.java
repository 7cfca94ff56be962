package io.understudy.pipeline.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicWriterTest {
  private static final String STREAM = "feed";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  private final TopicWriter writer =
      new TopicWriter(UnderstudyConfiguration.defaults().kafka(), producer);

  private void lose() {
    producer.errorNext(new TimeoutException("the broker restarts"));
  }

  @Test
  void aRecordThatIsLostIsToldAndTheNextIsWritten() {
    writer.write(Topic.SESSIONS, STREAM, new byte[] {1});
    lose();
    assertThatThrownBy(writer::flush)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not be written to broker 127.0.0.1:9092");

    writer.write(Topic.SESSIONS, STREAM, new byte[] {2});
    writer.flush();
    writer.close();
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void whoeverOnlyWritesIsToldByTheNextWrite() {
    writer.write(Topic.DRIVING_FRAMES, STREAM, new byte[] {1});
    lose();
    assertThatThrownBy(() -> writer.write(Topic.DRIVING_FRAMES, STREAM, new byte[] {2}))
        .isInstanceOf(IllegalStateException.class);
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void theLastRecordsAreToldAtTheEnd() {
    writer.write(Topic.DRIVING_FRAMES, STREAM, new byte[] {1});
    lose();
    assertThatThrownBy(writer::close).isInstanceOf(IllegalStateException.class);
  }
}
