package io.understudy.pipeline.train;

import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.training.Clip;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.topic.TopicRecords;
import io.understudy.pipeline.topic.TopicRecords.Extent;
import java.util.function.Consumer;

/**
 * One run of a feed, read from its topic. Its stream is the person. A frame that cannot be decoded
 * is left out and told, one that the publisher sent twice is taken once, and of a long feed every
 * n-th frame is taken, so that a clip fits in memory.
 *
 * @param topic where it lies
 * @param run which records
 */
record StreamClip(TrainingTopic topic, FeedRun run) implements Clip {
  /** A minute and a half of most cameras. */
  static final int MOST_FRAMES = 2_000;

  @Override
  public String identity() {
    return run.stream();
  }

  @Override
  public String name() {
    return "stream %s, epoch %d".formatted(run.stream(), run.epoch());
  }

  /**
   * Hands over the squares of the frames.
   *
   * @throws BadInputException if the topic cannot be read or does not hold the records any more
   */
  @Override
  public void read(Consumer<RgbImage> pictures) {
    read(pictures, reason -> {});
  }

  private void read(Consumer<RgbImage> pictures, Consumer<String> leftOut) {
    try (FeedFrames frames = new FeedFrames(run, pictures, leftOut);
        TopicRecords records = topic.open()) {
      records.read(new Extent(run.partition(), run.first(), run.last() + 1), frames::take);
      frames.requireAll(topic);
    }
  }

  @Override
  public Clip telling(Consumer<String> leftOut) {
    return new Telling(this, leftOut);
  }

  /** What a run is compared by with the one that was cut; passwords are no part of it. */
  @Override
  public String toString() {
    return "%s at %s %s".formatted(topic.fullName(), topic.bootstrap(), run);
  }

  private record Telling(StreamClip clip, Consumer<String> leftOut) implements Clip {
    @Override
    public String identity() {
      return clip.identity();
    }

    @Override
    public String name() {
      return clip.name();
    }

    @Override
    public void read(Consumer<RgbImage> pictures) {
      clip.read(pictures, leftOut);
    }
  }
}
