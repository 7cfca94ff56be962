package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.StreamReader.From;
import java.time.Duration;
import java.util.List;

/**
 * Waits until a running job has encoded the portraits of a session. To be made before these are
 * published, so that it misses no event. Not thread-safe; the owner closes it.
 */
public final class SessionStart implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final AwaitedSources sources;
  private final StreamReader<StreamEvent> events;

  public SessionStart(UnderstudyConfiguration.Kafka kafka, Session session) {
    sources = new AwaitedSources(session);
    events = StreamReader.events(kafka, From.NOW);
  }

  /**
   * Waits on the caller's thread.
   *
   * @param patience how long at most
   * @return ids of the sources that are not ready; empty where all are
   * @throws BadInputException if the job refuses one
   */
  public List<String> await(Duration patience) {
    long start = System.nanoTime();
    while (!sources.waiting().isEmpty() && System.nanoTime() - start < patience.toNanos()) {
      events.poll(POLL).forEach(sources::take);
    }
    return sources.waiting();
  }

  @Override
  public void close() {
    events.close();
  }
}
