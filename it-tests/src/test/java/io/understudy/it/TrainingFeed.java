package io.understudy.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicWriter;
import io.understudy.pipeline.train.TrainingData;
import io.understudy.pipeline.train.TrainingTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clips of pictures published as feeds, to topics of their own. The owner closes it. */
final class TrainingFeed implements AutoCloseable {
  private final UnderstudyConfiguration.Kafka kafka;
  private final TopicWriter writer;

  /** Makes topics whose names begin with {@code prefix}. */
  TrainingFeed(LocalBroker broker, String prefix) {
    kafka = kafka(broker.bootstrapServers(), prefix);
    try (TopicAdministration topics = new TopicAdministration(kafka)) {
      topics.createMissing(2);
    }
    writer = new TopicWriter(kafka);
  }

  static UnderstudyConfiguration.Kafka kafka(String bootstrap, String prefix) {
    return UnderstudyConfiguration.read(
            null, List.of("kafka.bootstrap=" + bootstrap, "kafka.topic-prefix=" + prefix))
        .kafka();
  }

  /** The topic as data to train on. */
  TrainingData data() {
    return data(kafka);
  }

  static TrainingData data(UnderstudyConfiguration.Kafka kafka) {
    TrainingTopic topic = new TrainingTopic(kafka, Topic.DRIVING_FRAMES.baseName());
    return new TrainingData(Optional.empty(), Optional.of(topic), 0, TrainingData.USUAL_FRAMES);
  }

  /**
   * Publishes the clips of a folder side by side, each as the stream of its identity, losslessly.
   */
  void publish(Path clips) throws IOException {
    List<Path> folders = files(clips);
    int frames = files(folders.get(0)).size();
    for (int number = 0; number < frames; number++) {
      for (Path folder : folders) {
        byte[] png = Files.readAllBytes(files(folder).get(number));
        String stream = folder.getFileName().toString().split("_")[0];
        publish(stream, number, UnsafeByteOperations.unsafeWrap(png));
      }
    }
    writer.flush();
  }

  /** Publishes one frame. */
  void publish(String stream, long number, ByteString png) {
    DrivingFrame frame = TestRecords.frame(stream, number, number, FrameEncoding.PNG, png);
    record(stream, DrivingFrameWire.toBytes(frame));
  }

  /** Publishes any record. */
  void record(String key, byte[] value) {
    writer.write(Topic.DRIVING_FRAMES, key, value);
    writer.flush();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
