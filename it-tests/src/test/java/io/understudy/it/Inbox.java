package io.understudy.it;

import io.understudy.pipeline.playback.StreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Everything that has come from one topic so far. */
final class Inbox<T> implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final StreamReader<T> reader;
  private final Runnable health;
  private final List<T> records = new ArrayList<>();

  /**
   * An empty inbox.
   *
   * @param health throws if nothing can come any more
   */
  Inbox(StreamReader<T> reader, Runnable health) {
    this.reader = reader;
    this.health = health;
  }

  /** Reads until {@code enough} holds for all records so far, and returns them. */
  List<T> await(Predicate<List<T>> enough) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!enough.test(records)) {
      health.run();
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain, got only " + records);
      }
      records.addAll(reader.poll(POLL));
    }
    return List.copyOf(records);
  }

  /** All records so far, with those that come within a moment. */
  List<T> look() {
    health.run();
    records.addAll(reader.poll(POLL));
    return List.copyOf(records);
  }

  /** All records so far, with those that come until the topic is quiet for two seconds. */
  List<T> settle() {
    List<T> more = reader.poll(QUIET);
    while (!more.isEmpty()) {
      records.addAll(more);
      more = reader.poll(QUIET);
    }
    return List.copyOf(records);
  }

  @Override
  public void close() {
    reader.close();
  }
}
