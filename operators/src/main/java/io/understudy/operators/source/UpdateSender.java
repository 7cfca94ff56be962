package io.understudy.operators.source;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Source;
import io.understudy.operators.reenactor.AbsentModels;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.operators.source.SessionUpdate.Kind;

/** Tells the streams of the current source what to do. Task thread. */
final class UpdateSender {
  private final SourceState state;
  private final SourceEncoder encoder;

  UpdateSender(SourceState state, SourceEncoder encoder) {
    this.state = state;
    this.encoder = encoder;
  }

  /** Sends the source's features, or a stop where the source or the session cannot be served. */
  void send(Kind kind, Subscriber subscriber, SourceTurn turn) throws Exception {
    Source source = state.source();
    state.serve(subscriber.session().streamId());
    if (source == null) {
      stop(subscriber, StopReason.NO_SOURCE, turn);
    } else if (!SourceStanding.hasPortrait(source)
        || !SourceStanding.hasConsent(source, turn.now())) {
      stop(subscriber, StopReason.NO_CONSENT, turn);
    } else {
      sendFeatures(kind, source, subscriber, turn);
    }
  }

  /** As {@link #send}; a stream whose model is not there is looked at again. */
  void sendOrWait(Kind kind, Subscriber subscriber, SourceTurn turn) throws Exception {
    send(kind, subscriber, turn);
    if (state.isRefused(subscriber)) {
      turn.wakeAfter(turn.now() + AbsentModels.FIRST_WAIT_MILLIS);
    }
  }

  private void sendFeatures(Kind kind, Source source, Subscriber subscriber, SourceTurn turn)
      throws Exception {
    try {
      EncodedSource encoded = encoder.encode(source, subscriber.session(), state.features());
      turn.tell(
          new SessionUpdate(
              kind,
              StopReason.NONE,
              subscriber.revision(),
              subscriber.session(),
              source.version(),
              encoded.model(),
              encoded.featuresId(),
              encoded.features()));
    } catch (UnknownModelException e) {
      refuse(subscriber, e.getMessage(), turn);
    } catch (SourceNotEncodableException e) {
      turn.tell(letter(subscriber, DeadLetter.Reason.MODEL_FAILURE, e.getMessage()));
      stop(subscriber, StopReason.NOT_ENCODABLE, turn);
    }
  }

  /** Stops a stream whose model is not there, until it is. */
  void refuse(Subscriber subscriber, String why, SourceTurn turn) throws Exception {
    turn.tell(letter(subscriber, DeadLetter.Reason.UNKNOWN_PRESET, why));
    stop(subscriber, StopReason.UNKNOWN_MODEL, turn);
    state.refuse(subscriber);
  }

  /** Stops all streams, also those that have left and may still wait for their new source. */
  void stopAll(StopReason reason, SourceTurn turn) throws Exception {
    for (Subscriber subscriber : state.allSubscribers()) {
      stop(subscriber, reason, turn);
    }
  }

  private static void stop(Subscriber subscriber, StopReason reason, SourceTurn turn) {
    turn.tell(SessionUpdate.stop(subscriber.session(), subscriber.revision(), reason));
  }

  private static DeadLetter letter(
      Subscriber subscriber, DeadLetter.Reason reason, String message) {
    String streamId = subscriber.session().streamId();
    return new DeadLetter(
        FaceStreams.publicId(streamId), reason, Origin.NONE, ByteString.EMPTY, message);
  }
}
