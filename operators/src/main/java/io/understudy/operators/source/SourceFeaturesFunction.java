package io.understudy.operators.source;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.PictureException;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.LiveTags;
import io.understudy.operators.picture.PictureFailures;
import io.understudy.operators.reenactor.AssignedDevice;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.operators.source.SessionUpdate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Encodes each portrait once per model, keeps portrait and features in state and tells every stream
 * that uses the source about each change. Keyed by source.
 *
 * <p>A source without a valid consent record is refused; a withdrawn or expired one is forgotten
 * and stops its streams at once. A broken portrait goes to dead-letters and leaves the earlier one
 * in use. Encoding blocks this operator's task, which carries no frames.
 */
public final class SourceFeaturesFunction
    extends KeyedCoProcessFunction<String, Source, SessionCommand, SessionUpdate> {
  static final long LEFT_STREAM_MILLIS = 60_000;
  private static final long serialVersionUID = 1;

  private final LiveOptions options;
  private final ReenactorLoader loader;
  private transient SourceState state;
  private transient SourceEncoder encoder;

  public SourceFeaturesFunction(LiveOptions options, ReenactorLoader loader) {
    this.options = options;
    this.loader = loader;
  }

  @Override
  public void open(OpenContext context) {
    state = new SourceState(getRuntimeContext());
    encoder = new SourceEncoder(options, AssignedDevice.of(loader, getRuntimeContext()));
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
  }

  @Override
  public void processElement1(Source next, Context context, Collector<SessionUpdate> out)
      throws Exception {
    Source previous = state.source();
    if (next.equals(previous)) {
      return;
    }
    if (next.withdrawn()) {
      stopAll(StopReason.WITHDRAWN, out);
      state.forgetSource();
    } else if (!consentValid(next, context)) {
      refuse(next, context, out);
    } else {
      armExpiry(next, context);
      accept(previous, next, context, out);
    }
  }

  private void refuse(Source next, Context context, Collector<SessionUpdate> out) throws Exception {
    stopAll(StopReason.NO_CONSENT, out);
    state.forgetSource();
    state.setSource(withoutPortrait(next));
    String message =
        "source %s has no valid consent record (%s): publish it with a subject, a reference and an expiry that lies ahead"
            .formatted(next.sourceId(), next.consent());
    deadLetter(next.sourceId(), DeadLetter.Reason.NO_CONSENT, message, context);
  }

  private void accept(Source previous, Source next, Context context, Collector<SessionUpdate> out)
      throws Exception {
    try {
      encoder.check(next);
    } catch (PictureException e) {
      deadLetter(next.sourceId(), PictureFailures.reason(e), e.getMessage(), context);
      if (previous != null && hasPortrait(previous)) {
        state.setSource(withConsentOf(previous, next));
      }
      return;
    }
    state.forgetSource();
    state.setSource(next);
    for (Subscriber subscriber : subscribers()) {
      if (!subscriber.left()) {
        send(Kind.CHANGE, subscriber, context, out);
      }
    }
  }

  @Override
  public void processElement2(SessionCommand command, Context context, Collector<SessionUpdate> out)
      throws Exception {
    Subscriber known = state.subscribers().get(command.streamId());
    switch (command.kind()) {
      case ATTACH -> {
        Subscriber subscriber = new Subscriber(command.session(), command.revision(), 0);
        state.subscribers().put(command.streamId(), subscriber);
        send(Kind.START, subscriber, context, out);
      }
      case LEAVE -> {
        if (known != null) {
          long now = context.timerService().currentProcessingTime();
          state.subscribers().put(command.streamId(), known.leavingAt(now));
          context.timerService().registerProcessingTimeTimer(now + LEFT_STREAM_MILLIS);
        }
      }
      case DETACH -> {
        state.subscribers().remove(command.streamId());
        var session = known == null ? command.session() : known.session();
        out.collect(SessionUpdate.stop(session, command.revision(), StopReason.SESSION_ENDED));
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SessionUpdate> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    Source source = state.source();
    if (source != null && hasPortrait(source) && !consentValid(source, context)) {
      stopAll(StopReason.CONSENT_EXPIRED, out);
      state.forgetSource();
      state.setSource(withoutPortrait(source));
    }
    for (Subscriber subscriber : subscribers()) {
      if (subscriber.left() && now - subscriber.leftEpochMillis() >= LEFT_STREAM_MILLIS) {
        state.subscribers().remove(subscriber.session().streamId());
      }
    }
  }

  private void send(Kind kind, Subscriber subscriber, Context context, Collector<SessionUpdate> out)
      throws Exception {
    Source source = state.source();
    if (source == null) {
      stop(subscriber, StopReason.NO_SOURCE, out);
    } else if (!hasPortrait(source) || !consentValid(source, context)) {
      stop(subscriber, StopReason.NO_CONSENT, out);
    } else {
      sendFeatures(kind, source, subscriber, context, out);
    }
  }

  private void sendFeatures(
      Kind kind,
      Source source,
      Subscriber subscriber,
      Context context,
      Collector<SessionUpdate> out)
      throws Exception {
    String streamId = subscriber.session().streamId();
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
      deadLetter(streamId, DeadLetter.Reason.UNKNOWN_PRESET, e.getMessage(), context);
      stop(subscriber, StopReason.UNKNOWN_MODEL, out);
    } catch (SourceNotEncodableException e) {
      deadLetter(streamId, DeadLetter.Reason.MODEL_FAILURE, e.getMessage(), context);
      stop(subscriber, StopReason.NOT_ENCODABLE, out);
    }
  }

  /** Also the streams that have left, which may still be waiting for their new source. */
  private void stopAll(StopReason reason, Collector<SessionUpdate> out) throws Exception {
    for (Subscriber subscriber : subscribers()) {
      stop(subscriber, reason, out);
    }
  }

  private static void stop(Subscriber subscriber, StopReason reason, Collector<SessionUpdate> out) {
    out.collect(SessionUpdate.stop(subscriber.session(), subscriber.revision(), reason));
  }

  private List<Subscriber> subscribers() throws Exception {
    List<Subscriber> all = new ArrayList<>();
    for (Map.Entry<String, Subscriber> entry : state.subscribers().entries()) {
      all.add(entry.getValue());
    }
    return all;
  }

  private static void armExpiry(Source source, Context context) {
    long expiry = source.consent().expiresEpochMillis();
    if (expiry != 0) {
      context.timerService().registerProcessingTimeTimer(expiry);
    }
  }

  private static boolean consentValid(Source source, Context context) {
    long now = context.timerService().currentProcessingTime();
    return source.consent() != null && source.consent().validAt(now);
  }

  private static boolean hasPortrait(Source source) {
    return !source.portrait().isEmpty();
  }

  private static Source withoutPortrait(Source source) {
    return new Source(
        source.sourceId(),
        source.version(),
        ByteString.EMPTY,
        source.crop(),
        source.consent(),
        false);
  }

  private static Source withConsentOf(Source source, Source next) {
    return new Source(
        source.sourceId(),
        source.version(),
        source.portrait(),
        source.crop(),
        next.consent(),
        false);
  }

  private static void deadLetter(
      String id, DeadLetter.Reason reason, String message, Context context) {
    context.output(
        LiveTags.DEAD_LETTERS, new DeadLetter(id, reason, Origin.NONE, ByteString.EMPTY, message));
  }
}
