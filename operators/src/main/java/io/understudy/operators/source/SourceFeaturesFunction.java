package io.understudy.operators.source;

import static io.understudy.operators.source.SourceStanding.hasConsent;
import static io.understudy.operators.source.SourceStanding.hasPortrait;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.PictureException;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.LiveTags;
import io.understudy.operators.picture.PictureFailures;
import io.understudy.operators.reenactor.AbsentModels;
import io.understudy.operators.reenactor.AssignedDevice;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.source.SessionUpdate.Kind;
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
 *
 * <p>Run by {@link SourceFeaturesOperator}.
 */
final class SourceFeaturesFunction
    extends KeyedCoProcessFunction<String, Source, SessionCommand, SessionUpdate> {
  /**
   * How long a withdrawal also stops streams that have moved on. They stay on the old features
   * until the new source answers, which may be behind the encoding of a thousand others and the
   * loading of models; those that it has answered ignore a stop of an older revision. No longer
   * than a stream remembers its own stop.
   */
  static final long LEFT_STREAM_MILLIS = 3_600_000;

  /** Timers that need not be sharp fall on multiples of this: one for all streams of a source. */
  static final long GRID_MILLIS = 10_000;

  private static final long serialVersionUID = 1;

  private final LiveOptions options;
  private final ReenactorLoader loader;
  private transient WantedModels wanted;
  private transient SourceModels models;
  private transient SourceState state;
  private transient SourceEncoder encoder;
  private transient UpdateSender sender;

  SourceFeaturesFunction(LiveOptions options, ReenactorLoader loader) {
    this.options = options;
    this.loader = loader;
  }

  @Override
  public void open(OpenContext context) {
    wanted = new WantedModels(options.sessionDefaults());
    models =
        new SourceModels(
            options.sessionDefaults(), AssignedDevice.of(loader, getRuntimeContext()), wanted);
    state = new SourceState(getRuntimeContext(), wanted);
    encoder = new SourceEncoder(options.picture().bounds(), models);
    sender = new UpdateSender(state, encoder);
  }

  /** Takes over a stream from a snapshot. */
  void restore(Subscriber subscriber) {
    wanted.add(subscriber);
  }

  /** Takes over from a snapshot what a stream will be once its new weights are loaded. */
  void restoreSwap(Subscriber swap) {
    wanted.add(swap);
    models.restoreSwap(swap);
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    if (models != null) {
      models.close();
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
      sender.stopAll(StopReason.WITHDRAWN, out);
      state.forgetSource();
    } else if (!hasConsent(next, now(context))) {
      refuse(next, context, out);
    } else {
      armExpiry(next, context);
      accept(previous, next, context, out);
    }
  }

  private void refuse(Source next, Context context, Collector<SessionUpdate> out) throws Exception {
    sender.stopAll(StopReason.NO_CONSENT, out);
    state.forgetSource();
    state.setSource(SourceStanding.withoutPortrait(next));
    String message =
        "source %s has no valid consent record (%s): publish it with a subject, a reference and an expiry that lies ahead"
            .formatted(next.sourceId(), next.consent());
    deadLetter(next, DeadLetter.Reason.NO_CONSENT, message, context);
  }

  private void accept(Source previous, Source next, Context context, Collector<SessionUpdate> out)
      throws Exception {
    try {
      encoder.check(next);
    } catch (PictureException e) {
      deadLetter(next, PictureFailures.reason(e), e.getMessage(), context);
      if (previous != null && hasPortrait(previous)) {
        state.setSource(SourceStanding.withConsentOf(previous, next));
      }
      return;
    }
    state.forgetSource();
    state.setSource(next);
    for (Subscriber subscriber : state.stayingSubscribers()) {
      send(Kind.CHANGE, subscriber, context, out);
    }
  }

  @Override
  public void processElement2(SessionCommand command, Context context, Collector<SessionUpdate> out)
      throws Exception {
    Subscriber known = state.subscriber(command.streamId());
    Subscriber swap = state.takeSwap(command.streamId());
    switch (command.kind()) {
      case ATTACH -> attach(new Subscriber(command.session(), command.revision(), 0), context, out);
      case REPEAT -> repeat(known, swap, command, context, out);
      case SWAP -> {
        state.addSwap(new Subscriber(command.session(), command.revision(), 0));
        models.lookAgain(command.session());
        advanceSwaps(context, out);
      }
      case LEAVE -> {
        if (known != null) {
          state.put(known.leavingAt(now(context)));
          state.serve(command.streamId());
          wakeAfter(now(context) + LEFT_STREAM_MILLIS, context);
        }
      }
      case DETACH -> {
        state.remove(command.streamId());
        state.serve(command.streamId());
        Session session = known == null ? command.session() : known.session();
        out.collect(SessionUpdate.stop(session, command.revision(), StopReason.SESSION_ENDED));
      }
    }
    models.forgetUnused();
  }

  private void attach(Subscriber subscriber, Context context, Collector<SessionUpdate> out)
      throws Exception {
    models.lookAgain(subscriber.session());
    if (encoder.isOutdated(subscriber.session(), state.features(), now(context))) {
      // A restart with another model, whose timer has not looked at this source yet.
      renewal(context).changeOutdated(now(context), out);
    }
    state.put(subscriber);
    send(Kind.START, subscriber, context, out);
  }

  /** The stream keeps its weights; those of the command may have been refused for it. */
  private void repeat(
      Subscriber known,
      Subscriber swap,
      SessionCommand command,
      Context context,
      Collector<SessionUpdate> out)
      throws Exception {
    if (swap != null) {
      state.addSwap(swap.repeated(command.revision()));
    }
    Session session = known == null ? command.session() : known.session();
    attach(new Subscriber(session, command.revision(), 0), context, out);
  }

  /**
   * Expires a consent, swaps weights that are loaded by now, forgets streams that have left,
   * encodes anew after a restart with new weights, size or precision, and looks for models that
   * were not there.
   */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SessionUpdate> out)
      throws Exception {
    Source source = state.source();
    if (source != null && hasPortrait(source) && !hasConsent(source, now(context))) {
      sender.stopAll(StopReason.CONSENT_EXPIRED, out);
      state.forgetSource();
      state.setSource(SourceStanding.withoutPortrait(source));
    }
    if (advanceSwaps(context, out)) {
      return;
    }
    forgetLeft(context);
    renew(context, out);
  }

  private void forgetLeft(Context context) throws Exception {
    for (Subscriber subscriber : state.allSubscribers()) {
      long forgottenAt = subscriber.leftEpochMillis() + LEFT_STREAM_MILLIS;
      if (subscriber.left() && now(context) >= forgottenAt) {
        state.remove(subscriber.session().streamId());
      } else if (subscriber.left()) {
        wakeAfter(forgottenAt, context);
      }
    }
  }

  private void renew(Context context, Collector<SessionUpdate> out) throws Exception {
    long next = renewal(context).advance(now(context), out);
    if (next != FeatureRenewal.NEVER) {
      wakeAfter(next, context);
    }
  }

  private FeatureRenewal renewal(Context context) {
    return new FeatureRenewal(
        state, models, encoder, sender, letter -> context.output(LiveTags.DEAD_LETTERS, letter));
  }

  private static void wakeAfter(long epochMillis, Context context) {
    long onGrid = (epochMillis + GRID_MILLIS - 1) / GRID_MILLIS * GRID_MILLIS;
    context.timerService().registerProcessingTimeTimer(onGrid);
  }

  /** Whether streams wait for weights that are being loaded; a timer looks again. */
  private boolean advanceSwaps(Context context, Collector<SessionUpdate> out) throws Exception {
    WeightSwaps swaps =
        new WeightSwaps(
            state,
            models,
            encoder,
            sender,
            letter -> context.output(LiveTags.DEAD_LETTERS, letter),
            event -> context.output(LiveTags.EVENTS, event));
    long next = swaps.advance(now(context), out);
    boolean soon = next - now(context) <= SourceModels.POLL_MILLIS;
    if (soon) {
      context.timerService().registerProcessingTimeTimer(next);
    } else if (next != WeightSwaps.NEVER) {
      wakeAfter(next, context);
    }
    return soon;
  }

  private void send(Kind kind, Subscriber subscriber, Context context, Collector<SessionUpdate> out)
      throws Exception {
    sender.send(
        kind,
        subscriber,
        now(context),
        out,
        letter -> context.output(LiveTags.DEAD_LETTERS, letter));
    if (state.isRefused(subscriber)) {
      wakeAfter(now(context) + AbsentModels.FIRST_WAIT_MILLIS, context);
    }
  }

  private static void armExpiry(Source source, Context context) {
    long expiry = source.consent().expiresEpochMillis();
    if (expiry != 0) {
      context.timerService().registerProcessingTimeTimer(expiry);
    }
  }

  private static long now(Context context) {
    return context.timerService().currentProcessingTime();
  }

  private static void deadLetter(
      Source source, DeadLetter.Reason reason, String message, Context context) {
    DeadLetter letter =
        new DeadLetter(source.sourceId(), reason, Origin.NONE, ByteString.EMPTY, message);
    context.output(LiveTags.DEAD_LETTERS, letter);
  }
}
