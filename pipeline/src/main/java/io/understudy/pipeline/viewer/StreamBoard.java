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
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/**
 * All streams and sources that a viewer has seen, up to a bound. Thread-safe; {@code close()} lets
 * go of who watches.
 */
final class StreamBoard implements AutoCloseable {
  private static final int MAX_STREAMS = 500;
  private static final int MAX_SOURCES = 1000;

  private final ConcurrentNavigableMap<String, StreamPanel> streams = new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<String, SourceCard> sources = new ConcurrentSkipListMap<>();
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
        streams.values().stream().map(StreamPanel::figures).toList(),
        sources.values().stream().map(card -> card.at(now)).toList());
  }

  Optional<StreamPanel> stream(String streamId) {
    return Optional.ofNullable(streams.get(streamId));
  }

  Optional<SourceCard> source(String sourceId) {
    return Optional.ofNullable(sources.get(sourceId));
  }

  void take(Source source) {
    if (source.withdrawn()) {
      sources.remove(source.sourceId());
    } else if (sources.containsKey(source.sourceId()) || sources.size() < MAX_SOURCES) {
      sources.put(source.sourceId(), SourceCard.of(source, PictureBounds.DEFAULT, clock.millis()));
    }
  }

  void take(Session session) {
    known(session.streamId()).ifPresent(panel -> panel.take(session));
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
    streams.values().forEach(StreamPanel::rest);
  }

  private Optional<StreamPanel> known(String streamId) {
    StreamPanel panel = streams.get(streamId);
    if (panel == null && streams.size() < MAX_STREAMS) {
      panel = new StreamPanel(streamId, nanos);
      streams.put(streamId, panel);
    }
    return Optional.ofNullable(panel);
  }

  @Override
  public void close() {
    streams.values().forEach(StreamPanel::close);
  }
}
