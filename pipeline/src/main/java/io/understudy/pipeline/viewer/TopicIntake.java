package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import java.time.Duration;

/** Puts what the topics hold on a board: all sources and sessions, the rest from now on. */
final class TopicIntake implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(10);

  private final StreamBoard board;
  private final StreamReader<Source> sources;
  private final StreamReader<Session> sessions;
  private final StreamReader<DrivingFrame> driving;
  private final StreamReader<ReenactedFrame> reenacted;
  private final StreamReader<StreamEvent> events;
  private final StreamReader<DeadLetter> letters;

  /** An intake of one thread, which closes it too. */
  TopicIntake(UnderstudyConfiguration.Kafka kafka, StreamBoard board) {
    this.board = board;
    this.sources = StreamReader.sources(kafka, From.BEGINNING);
    this.sessions = StreamReader.sessions(kafka, From.BEGINNING);
    this.driving = StreamReader.drivingFrames(kafka, From.NOW);
    this.reenacted = StreamReader.reenactedFrames(kafka, From.NOW);
    this.events = StreamReader.events(kafka, From.NOW);
    this.letters = StreamReader.deadLetters(kafka, From.NOW);
  }

  /** Takes what there is, driving frames first, so that a reenacted one finds its own. */
  void take() {
    sources.poll(Duration.ZERO).forEach(board::take);
    sessions.poll(Duration.ZERO).forEach(board::take);
    driving.poll(Duration.ZERO).forEach(board::take);
    reenacted.poll(POLL).forEach(board::take);
    events.poll(Duration.ZERO).forEach(board::take);
    letters.poll(Duration.ZERO).forEach(board::take);
    board.rest();
  }

  @Override
  public void close() {
    sources.close();
    sessions.close();
    driving.close();
    reenacted.close();
    events.close();
    letters.close();
  }
}
