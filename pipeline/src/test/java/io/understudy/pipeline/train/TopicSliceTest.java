package io.understudy.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.operators.training.Clip;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSliceTest {
  private static final TopicSlice SLICE =
      new TopicSlice(
          "here:9092",
          "a.frames",
          List.of(new FeedRun("feed", 7, 1, 2, 9, 5), new FeedRun("other", 1, 0, 0, 3, 2)),
          Map.of("record a.frames-0@4", "has no key"));

  @TempDir private Path folder;

  private static TrainingTopic topic(String bootstrap, String name) {
    return new TrainingTopic(
        UnderstudyConfiguration.read(
                null,
                List.of(
                    "kafka.bootstrap=" + bootstrap,
                    "kafka.topic-prefix=a.",
                    "kafka.client.sasl.jaas.config=password"))
            .kafka(),
        name);
  }

  @Test
  void isReadAsItWasWrittenForItsOwnTopicOnly() throws IOException {
    Path file = folder.resolve("topic.json");
    TrainingTopic topic = topic("here:9092", "frames");
    TopicSlice.of(topic, SLICE.clips(topic)).write(file);

    assertThat(TopicSlice.read(file, topic)).contains(SLICE);
    assertThat(TopicSlice.read(file, topic("there:9092", "frames"))).isEmpty();
    assertThat(TopicSlice.read(file, topic("here:9092", "others"))).isEmpty();
    assertThat(TopicSlice.read(folder.resolve("absent.json"), topic)).isEmpty();
  }

  @Test
  void givesAClipForEachFeedAndForEachMalformedRecord() {
    List<Clip> clips = SLICE.clips(topic("here:9092", "frames"));

    assertThat(clips).extracting(Clip::identity).containsExactly("feed", "other", "feed");
    assertThat(clips)
        .extracting(Clip::name)
        .containsExactly("stream feed, epoch 7", "stream other, epoch 1", "record a.frames-0@4");
    assertThat(clips).extracting(Clip::usable).containsExactly(true, true, false);
    assertThatThrownBy(() -> clips.get(2).read(picture -> {})).hasMessage("has no key");
    assertThat(TrainingData.told(clips)).isEqualTo("2 identities, 2 clips");
    assertThat(clips.toString()).contains("a.frames", "here:9092").doesNotContain("password");
  }

  @Test
  void aFileThatSomebodyElseWrote() throws IOException {
    Path file = folder.resolve("topic.json");
    for (String content : List.of("{", "{\"runs\": []}")) {
      Files.writeString(file, content);

      assertThatThrownBy(() -> TopicSlice.read(file, topic("here:9092", "frames")))
          .isInstanceOf(IOException.class)
          .hasMessage(
              file + " is not what a run has written: delete it to take what the topic holds now");
    }
  }
}
