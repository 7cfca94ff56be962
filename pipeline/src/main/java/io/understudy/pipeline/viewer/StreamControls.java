package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.pipeline.BadInputException;
import java.util.function.Consumer;

/** Starts, stops and changes sessions by publishing them as anybody would. Thread-safe. */
final class StreamControls {
  private final StreamBoard board;
  private final Consumer<Session> sessions;

  /**
   * Controls of the streams of a board.
   *
   * @param sessions publishes a session, from any thread
   */
  StreamControls(StreamBoard board, Consumer<Session> sessions) {
    this.board = board;
    this.sessions = sessions;
  }

  /**
   * Lets a stream drive a source, with the settings of its session where it has or had one.
   *
   * @throws BadInputException if the stream or the source is not known
   */
  void animate(String streamId, String sourceId) {
    Session session = panel(streamId).session();
    if (board.source(sourceId).isEmpty()) {
      throw new BadInputException(
          "source '%s' is not known: it must be published; choose another one".formatted(sourceId));
    }
    sessions.accept(
        session.sourceId().isEmpty()
            ? Session.of(streamId, sourceId, MotionMode.BEST, DeliveryMode.LIVE)
            : session.animating(sourceId));
  }

  /**
   * Ends a stream's session.
   *
   * @throws BadInputException if the stream is not known
   */
  void stop(String streamId) {
    sessions.accept(panel(streamId).session().ended());
  }

  private StreamPanel panel(String streamId) {
    return board.stream(streamId)
        .orElseThrow(
            () ->
                new BadInputException(
                    "stream '%s' is not known: it must have a session or driving frames; choose another one"
                        .formatted(streamId)));
  }
}
