package io.understudy.it;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.pipeline.playback.StreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** When which frame became visible to a reader; read on a thread of its own. Thread-safe. */
final class Arrivals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(300);

  /** One frame, repeated ones included. */
  record Arrival(String streamId, long sequence, long sourceVersion, long nanos) {}

  private final List<Arrival> all = new ArrayList<>();
  private final CompletableFuture<Void> reading;
  private volatile boolean closed;

  /** Reads {@code reader}, and closes it in the end. */
  Arrivals(StreamReader<ReenactedFrame> reader) {
    this.reading = CompletableFuture.runAsync(() -> read(reader), task -> start(task));
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "arrivals");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(StreamReader<ReenactedFrame> reader) {
    try (reader) {
      while (!closed) {
        add(reader.poll(POLL));
      }
    }
  }

  private synchronized void add(List<ReenactedFrame> frames) {
    long now = System.nanoTime();
    for (ReenactedFrame frame : frames) {
      all.add(new Arrival(frame.streamId(), frame.sequence(), frame.sourceVersion(), now));
    }
    notifyAll();
  }

  /** Waits until frames of a stream fulfil a condition, and returns them. */
  synchronized List<Arrival> await(String streamId, Predicate<List<Arrival>> enough) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!enough.test(of(streamId))) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0 || reading.isCompletedExceptionally()) {
        throw new AssertionError(
            "waited in vain for %s, got %d frames, the last of all is %s"
                .formatted(
                    streamId, of(streamId).size(), all.isEmpty() ? null : all.get(all.size() - 1)));
      }
      pause(left);
    }
    return of(streamId);
  }

  /** Waits until a frame of that number or a later one is there, and returns when it came. */
  long awaitSequence(String streamId, long sequence) {
    Predicate<Arrival> wanted = arrival -> arrival.sequence() >= sequence;
    return await(streamId, frames -> frames.stream().anyMatch(wanted)).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow()
        .nanos();
  }

  /** All frames of a stream so far, in their order in the topic. */
  synchronized List<Arrival> of(String streamId) {
    return all.stream().filter(arrival -> arrival.streamId().equals(streamId)).toList();
  }

  private void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    reading.join();
  }
}
