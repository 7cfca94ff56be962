package io.understudy.pipeline.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.operators.training.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which records of a topic a run reads: those that the topic held when the run began, so that the
 * run is the same whenever it goes on. Kept as a file of the run's folder.
 *
 * @param bootstrap the broker
 * @param topic name of the topic, with its prefix
 * @param runs the feeds, at least one, in the order in which they are read
 * @param malformed records that are no driving frames: what each is called, and why
 */
record TopicSlice(
    String bootstrap, String topic, List<FeedRun> runs, Map<String, String> malformed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  TopicSlice {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no feed");
    }
  }

  /** The slice that {@code clips} were made of. */
  static TopicSlice of(TrainingTopic topic, List<Clip> clips) {
    List<FeedRun> runs =
        clips.stream()
            .filter(StreamClip.class::isInstance)
            .map(clip -> ((StreamClip) clip).run())
            .toList();
    Map<String, String> malformed = new LinkedHashMap<>();
    clips.stream()
        .filter(MalformedRecord.class::isInstance)
        .map(MalformedRecord.class::cast)
        .forEach(record -> malformed.put(record.name(), record.reason()));
    return new TopicSlice(topic.bootstrap(), topic.fullName(), runs, malformed);
  }

  /**
   * The slice of {@code topic} that {@code file} holds, empty where it holds none.
   *
   * @throws IOException with one sentence if it cannot be read
   */
  static Optional<TopicSlice> read(Path file, TrainingTopic topic) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), TopicSlice.class))
          .filter(slice -> slice.bootstrap().equals(topic.bootstrap()))
          .filter(slice -> slice.topic().equals(topic.fullName()));
    } catch (JsonProcessingException broken) {
      throw new IOException(
          "%s is not what a run has written: delete it to take what the topic holds now"
              .formatted(file),
          broken);
    }
  }

  void write(Path file) throws IOException {
    WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }

  /**
   * The feeds as clips, then each malformed record as one that cannot be read. It goes by the first
   * feed's identity: one of its own would be dealt to a trainer, which then has nobody.
   */
  List<Clip> clips(TrainingTopic from) {
    Stream<Clip> feeds = runs.stream().map(run -> new StreamClip(from, run));
    String identity = runs.get(0).stream();
    Stream<Clip> broken =
        malformed.entrySet().stream()
            .map(record -> new MalformedRecord(identity, record.getKey(), record.getValue()));
    return Stream.concat(feeds, broken).toList();
  }
}
