package io.understudy.operators.source;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.operators.reenactor.AbsentModels.Absence;
import io.understudy.operators.source.SessionUpdate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;

/**
 * Streams of the current source whose features are to be made anew, after a restart with new
 * weights, size or precision, or that wait for a model that was not there. Task thread.
 */
final class FeatureRenewal {
  /** No stream waits. */
  static final long NEVER = Long.MAX_VALUE;

  private final SourceState state;
  private final SourceModels models;
  private final SourceEncoder encoder;
  private final UpdateSender sender;
  private final Consumer<DeadLetter> deadLetters;

  FeatureRenewal(
      SourceState state,
      SourceModels models,
      SourceEncoder encoder,
      UpdateSender sender,
      Consumer<DeadLetter> deadLetters) {
    this.state = state;
    this.models = models;
    this.encoder = encoder;
    this.sender = sender;
    this.deadLetters = deadLetters;
  }

  /**
   * Tells streams of other features, stops those whose model is not there, and starts those again
   * whose model has come; returns when to look again, ms since 1970, or {@link #NEVER}.
   */
  long advance(long nowEpochMillis, Collector<SessionUpdate> out) throws Exception {
    if (!SourceStanding.isUsable(state.source(), nowEpochMillis)) {
      return NEVER;
    }
    long next = NEVER;
    List<Subscriber> renewed = new ArrayList<>();
    for (Subscriber subscriber : state.stayingSubscribers()) {
      Optional<Absence> absence = models.absence(subscriber.session(), nowEpochMillis);
      if (absence.isPresent()) {
        next = Math.min(next, absence.get().nextTryEpochMillis());
        refuse(subscriber, absence.get(), out);
      } else if (state.isRefused(subscriber) || isOutdated(subscriber, nowEpochMillis)) {
        renewed.add(subscriber);
      }
    }
    change(renewed, nowEpochMillis, out);
    return next;
  }

  /** Tells those streams of other features whose model is there; the first makes them for all. */
  void changeOutdated(long nowEpochMillis, Collector<SessionUpdate> out) throws Exception {
    List<Subscriber> outdated = new ArrayList<>();
    for (Subscriber subscriber : state.stayingSubscribers()) {
      if (isOutdated(subscriber, nowEpochMillis)) {
        outdated.add(subscriber);
      }
    }
    change(outdated, nowEpochMillis, out);
  }

  private boolean isOutdated(Subscriber subscriber, long nowEpochMillis) throws Exception {
    return encoder.isOutdated(subscriber.session(), state.features(), nowEpochMillis);
  }

  private void change(List<Subscriber> some, long nowEpochMillis, Collector<SessionUpdate> out)
      throws Exception {
    for (Subscriber subscriber : some) {
      sender.send(Kind.CHANGE, subscriber, nowEpochMillis, out, deadLetters);
    }
  }

  /** A stream that has been told is not told again. */
  private void refuse(Subscriber subscriber, Absence absence, Collector<SessionUpdate> out)
      throws Exception {
    if (!state.isRefused(subscriber)) {
      sender.refuse(subscriber, absence.why(), out, deadLetters);
    }
  }
}
