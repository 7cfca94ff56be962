package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.BadInputException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The sources of one session that no event has called ready yet. Not thread-safe. */
final class AwaitedSources {
  private final String streamId;
  private final Set<String> waiting = new TreeSet<>();

  AwaitedSources(Session session) {
    streamId = session.streamId();
    waiting.add(session.sourceId());
    session.otherFaces().stream().map(OtherFace::sourceId).forEach(waiting::add);
  }

  /**
   * Takes the next event of any stream.
   *
   * @throws BadInputException if it refuses a source of this one
   */
  void take(StreamEvent event) {
    if (!event.streamId().equals(streamId)) {
      return;
    }
    switch (event.kind()) {
      case STARTED, SOURCE_CHANGED -> waiting.remove(event.sourceId());
      case REFUSED, WITHDRAWN -> refuse(event);
      case STOPPED, FRAMES_DROPPED, WEIGHTS_SWAPPED, WEIGHTS_REFUSED -> {
        // says nothing of portraits
      }
    }
  }

  private void refuse(StreamEvent event) {
    if (waiting.contains(event.sourceId())) {
      throw new BadInputException(
          "the job refused source %s of stream %s (%s): correct that and publish it again"
              .formatted(event.sourceId(), streamId, event.detail()));
    }
  }

  /** Their ids in order; empty once the job animates all of them. */
  List<String> waiting() {
    return List.copyOf(waiting);
  }
}
