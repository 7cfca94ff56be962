package io.understudy.operators.source;

import io.understudy.operators.reenactor.AbsentModels.Absence;
import io.understudy.operators.source.SessionUpdate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  FeatureRenewal(
      SourceState state, SourceModels models, SourceEncoder encoder, UpdateSender sender) {
    this.state = state;
    this.models = models;
    this.encoder = encoder;
    this.sender = sender;
  }

  /**
   * Tells streams of other features, stops those whose model is not there, and starts those again
   * whose model has come; returns when to look again, ms since 1970, or {@link #NEVER}.
   */
  long advance(SourceTurn turn) throws Exception {
    if (!SourceStanding.isUsable(state.source(), turn.now())) {
      return NEVER;
    }
    long next = NEVER;
    List<Subscriber> renewed = new ArrayList<>();
    for (Subscriber subscriber : state.stayingSubscribers()) {
      Optional<Absence> absence = models.absence(subscriber.session(), turn.now());
      if (absence.isPresent()) {
        next = Math.min(next, absence.get().nextTryEpochMillis());
        refuse(subscriber, absence.get(), turn);
      } else if (state.isRefused(subscriber) || isOutdated(subscriber, turn)) {
        renewed.add(subscriber);
      }
    }
    change(renewed, turn);
    return next;
  }

  /** Tells those streams of other features whose model is there; the first makes them for all. */
  void changeOutdated(SourceTurn turn) throws Exception {
    List<Subscriber> outdated = new ArrayList<>();
    for (Subscriber subscriber : state.stayingSubscribers()) {
      if (isOutdated(subscriber, turn)) {
        outdated.add(subscriber);
      }
    }
    change(outdated, turn);
  }

  private boolean isOutdated(Subscriber subscriber, SourceTurn turn) throws Exception {
    return encoder.isOutdated(subscriber.session(), state.features(), turn.now());
  }

  private void change(List<Subscriber> some, SourceTurn turn) throws Exception {
    for (Subscriber subscriber : some) {
      sender.send(Kind.CHANGE, subscriber, turn);
    }
  }

  /** A stream that has been told is not told again. */
  private void refuse(Subscriber subscriber, Absence absence, SourceTurn turn) throws Exception {
    if (!state.isRefused(subscriber)) {
      sender.refuse(subscriber, absence.why(), turn);
    }
  }
}
