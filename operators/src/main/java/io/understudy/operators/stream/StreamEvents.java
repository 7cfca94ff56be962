package io.understudy.operators.stream;

import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.operators.source.FaceStreams;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells of starts, changes, stops and refusals. Task thread. */
final class StreamEvents {
  private final Consumer<StreamEvent> events;
  private final LongSupplier clockMillis;

  StreamEvents(Consumer<StreamEvent> events, LongSupplier clockMillis) {
    this.events = events;
    this.clockMillis = clockMillis;
  }

  void started(SessionUpdate update) {
    emit(update, Kind.STARTED, update.model().toString());
  }

  /** Tells of another source, version or weights; other options of a session are no event. */
  void changed(StreamTrack before, SessionUpdate update) {
    boolean sameSource = before.session().sourceId().equals(update.session().sourceId());
    if (!sameSource || before.sourceVersion() != update.sourceVersion()) {
      emit(update, Kind.SOURCE_CHANGED, "version " + update.sourceVersion());
    }
    if (!before.features().model().equals(update.model())) {
      emit(update, Kind.WEIGHTS_SWAPPED, update.model().toString());
    }
  }

  /** Tells of weights that could not be loaded; the stream keeps those that it has. */
  void weightsRefused(SessionUpdate update, String message) {
    emit(update, Kind.WEIGHTS_REFUSED, message);
  }

  /** Tells of a stop; of one that found nothing running only where it is a refusal. */
  void stopped(SessionUpdate update, boolean wasRunning) {
    Kind kind = kindOf(update.stopReason());
    if (wasRunning || kind == Kind.REFUSED) {
      emit(update, kind, update.stopReason().detail());
    }
  }

  private static Kind kindOf(StopReason reason) {
    return switch (reason) {
      case NONE, TIMED_OUT, SESSION_ENDED, NO_SOURCE -> Kind.STOPPED;
      case WITHDRAWN, CONSENT_EXPIRED -> Kind.WITHDRAWN;
      case NO_CONSENT, UNKNOWN_MODEL, NOT_ENCODABLE -> Kind.REFUSED;
    };
  }

  private void emit(SessionUpdate update, Kind kind, String detail) {
    events.accept(
        new StreamEvent(
            FaceStreams.publicId(update.streamId()),
            kind,
            update.session().sourceId(),
            1,
            detail,
            clockMillis.getAsLong() * 1000));
  }
}
