package io.understudy.operators.source;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Source;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.operators.source.SessionUpdate.Kind;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;

/** Tells the streams of the current source what to do. Task thread. */
final class UpdateSender {
  private final SourceState state;
  private final SourceEncoder encoder;

  UpdateSender(SourceState state, SourceEncoder encoder) {
    this.state = state;
    this.encoder = encoder;
  }

  /** Sends the source's features, or a stop where the source or the session cannot be served. */
  void send(
      Kind kind,
      Subscriber subscriber,
      long nowEpochMillis,
      Collector<SessionUpdate> out,
      Consumer<DeadLetter> deadLetters)
      throws Exception {
    Source source = state.source();
    state.serve(subscriber.session().streamId());
    if (source == null) {
      stop(subscriber, StopReason.NO_SOURCE, out);
    } else if (!SourceStanding.hasPortrait(source)
        || !SourceStanding.hasConsent(source, nowEpochMillis)) {
      stop(subscriber, StopReason.NO_CONSENT, out);
    } else {
      sendFeatures(kind, source, subscriber, out, deadLetters);
    }
  }

  private void sendFeatures(
      Kind kind,
      Source source,
      Subscriber subscriber,
      Collector<SessionUpdate> out,
      Consumer<DeadLetter> deadLetters)
      throws Exception {
    try {
      EncodedSource encoded = encoder.encode(source, subscriber.session(), state.features());
      out.collect(
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
      refuse(subscriber, e.getMessage(), out, deadLetters);
    } catch (SourceNotEncodableException e) {
      deadLetters.accept(letter(subscriber, DeadLetter.Reason.MODEL_FAILURE, e.getMessage()));
      stop(subscriber, StopReason.NOT_ENCODABLE, out);
    }
  }

  /** Stops a stream whose model is not there, until it is. */
  void refuse(
      Subscriber subscriber,
      String why,
      Collector<SessionUpdate> out,
      Consumer<DeadLetter> deadLetters)
      throws Exception {
    deadLetters.accept(letter(subscriber, DeadLetter.Reason.UNKNOWN_PRESET, why));
    stop(subscriber, StopReason.UNKNOWN_MODEL, out);
    state.refuse(subscriber);
  }

  /** Stops all streams, also those that have left and may still wait for their new source. */
  void stopAll(StopReason reason, Collector<SessionUpdate> out) throws Exception {
    for (Subscriber subscriber : state.allSubscribers()) {
      stop(subscriber, reason, out);
    }
  }

  private static void stop(Subscriber subscriber, StopReason reason, Collector<SessionUpdate> out) {
    out.collect(SessionUpdate.stop(subscriber.session(), subscriber.revision(), reason));
  }

  private static DeadLetter letter(
      Subscriber subscriber, DeadLetter.Reason reason, String message) {
    String streamId = subscriber.session().streamId();
    return new DeadLetter(
        FaceStreams.publicId(streamId), reason, Origin.NONE, ByteString.EMPTY, message);
  }
}
