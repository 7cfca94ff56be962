package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.media.PictureBounds;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The streams and sources that a viewer has seen, up to a bound each: for a new stream a stopped
 * one makes room, else the one that was idle longest, for a new source the one that was published
 * longest ago of those that no stream shows. Thread-safe; {@code close()} lets go of who watches.
 */
final class StreamBoard implements AutoCloseable {
  static final int MAX_STREAMS = 500;
  static final int MAX_SOURCES = 1000;
  private static final int MAX_SESSIONS = 10_000;

  private final Shelf<StreamPanel> streams = new Shelf<>(MAX_STREAMS);
  private final Shelf<SourceCard> sources = new Shelf<>(MAX_SOURCES);

  /** Of streams that have no panel: the topic tells a session once. */
  private final Shelf<Session> sessions = new Shelf<>(MAX_SESSIONS);

  private final LongSupplier nanos;
  private final Clock clock;

  /**
   * An empty board.
   *
   * @param nanos a clock that never goes back, ns
   * @param clock the wall clock that consent records follow
   */
  StreamBoard(LongSupplier nanos, Clock clock) {
    this.nanos = nanos;
    this.clock = clock;
  }

  /** What the page shows. */
  record Snapshot(List<StreamFigures> streams, List<SourceCard> sources) {}

  Snapshot snapshot() {
    long now = clock.millis();
    return new Snapshot(
        streams.all().stream().map(StreamPanel::figures).toList(),
        sources.all().stream().map(card -> card.at(now)).toList());
  }

  Optional<StreamPanel> stream(String streamId) {
    return streams.get(streamId);
  }

  Optional<SourceCard> source(String sourceId) {
    return sources.get(sourceId);
  }

  void take(Source source) {
    if (source.withdrawn()) {
      sources.remove(source.sourceId());
      return;
    }
    SourceCard card = SourceCard.of(source, PictureBounds.DEFAULT, clock.millis());
    if (!sources.put(card.sourceId(), card)) {
      Set<String> shown =
          streams.all().stream()
              .map(panel -> panel.session().sourceId())
              .collect(Collectors.toSet());
      sources.makeRoom(other -> !shown.contains(other.sourceId()));
      sources.put(card.sourceId(), card);
    }
  }

  /** The end of a stream that has no panel opens none, which another would make room for. */
  void take(Session session) {
    if (session.stopped() && stream(session.streamId()).isEmpty()) {
      sessions.remove(session.streamId());
      return;
    }
    known(session.streamId())
        .ifPresentOrElse(panel -> panel.take(session), () -> remember(session));
  }

  void take(DrivingFrame frame) {
    known(frame.streamId()).ifPresent(panel -> panel.take(frame));
  }

  void take(ReenactedFrame frame) {
    known(frame.streamId()).ifPresent(panel -> panel.take(frame));
  }

  /** Events and letters also name sources and unknown things: they open no panel. */
  void take(StreamEvent event) {
    stream(event.streamId()).ifPresent(panel -> panel.take(event));
  }

  void take(DeadLetter letter) {
    stream(letter.streamId()).ifPresent(StreamPanel::countRefused);
  }

  /** Frees what streams hold that have gone, or that nobody looks at; to be called now and then. */
  void rest() {
    streams.all().forEach(StreamPanel::rest);
  }

  private synchronized Optional<StreamPanel> known(String streamId) {
    Optional<StreamPanel> known = streams.touched(streamId);
    if (known.isPresent()) {
      return known;
    }
    StreamPanel panel = new StreamPanel(streamId, nanos);
    sessions.get(streamId).ifPresent(panel::take);
    if (!streams.put(streamId, panel)) {
      streams
          .makeRoom(StreamPanel::over)
          .or(() -> streams.makeRoom(StreamPanel::idle))
          .ifPresent(this::leave);
      streams.put(streamId, panel);
    }
    Optional<StreamPanel> placed = streams.get(streamId);
    placed.ifPresent(there -> sessions.remove(streamId));
    return placed;
  }

  private void leave(StreamPanel panel) {
    panel.close();
    if (!panel.session().stopped()) {
      remember(panel.session());
    }
  }

  private void remember(Session session) {
    if (!sessions.put(session.streamId(), session)) {
      sessions.makeRoom(other -> true);
      sessions.put(session.streamId(), session);
    }
  }

  @Override
  public void close() {
    streams.all().forEach(StreamPanel::close);
  }
}
