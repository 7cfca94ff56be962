package io.understudy.operators.source;

import io.understudy.connectors.contract.Session;
import io.understudy.operators.source.SessionUpdate.Kind;

/**
 * The streams that use a source: takes what their sessions ask of it, and looks at those that wait
 * for weights, or have left. Task thread.
 */
final class SourceStreams {
  /**
   * How long a withdrawal also stops streams that have moved on. They stay on the old features
   * until the new source answers, which may be behind the encoding of a thousand others and the
   * loading of models; those that it has answered ignore a stop of an older revision. No longer
   * than a stream remembers its own stop.
   */
  static final long LEFT_STREAM_MILLIS = 3_600_000;

  private final SourceState state;
  private final SourceModels models;
  private final SourceEncoder encoder;
  private final UpdateSender sender;
  private final FeatureRenewal renewal;
  private final WeightSwaps swaps;

  SourceStreams(
      SourceState state, SourceModels models, SourceEncoder encoder, UpdateSender sender) {
    this.state = state;
    this.models = models;
    this.encoder = encoder;
    this.sender = sender;
    this.renewal = new FeatureRenewal(state, models, encoder, sender);
    this.swaps = new WeightSwaps(state, models, encoder, sender);
  }

  /** Does what a stream's session asks. */
  void take(SessionCommand command, SourceTurn turn) throws Exception {
    Subscriber known = state.subscriber(command.streamId());
    Subscriber swap = state.takeSwap(command.streamId());
    switch (command.kind()) {
      case ATTACH -> attach(command.session(), command.revision(), turn);
      case REPEAT -> repeat(known, swap, command, turn);
      case SWAP -> swap(command, turn);
      case LEAVE -> leave(known, command, turn);
      case DETACH -> detach(known, command, turn);
    }
    models.forgetUnused();
  }

  private void attach(Session session, long revision, SourceTurn turn) throws Exception {
    models.lookAgain(session);
    if (encoder.isOutdated(session, state.features(), turn.now())) {
      // A restart with another model, whose timer has not looked at this source yet.
      renewal.changeOutdated(turn);
    }
    Subscriber subscriber = new Subscriber(session, revision, 0);
    state.put(subscriber);
    sender.sendOrWait(Kind.START, subscriber, turn);
  }

  /** The stream keeps its weights; those of the command may have been refused for it. */
  private void repeat(Subscriber known, Subscriber swap, SessionCommand command, SourceTurn turn)
      throws Exception {
    if (swap != null) {
      state.addSwap(swap.repeated(command.revision()));
    }
    attach(known == null ? command.session() : known.session(), command.revision(), turn);
  }

  private void swap(SessionCommand command, SourceTurn turn) throws Exception {
    state.addSwap(new Subscriber(command.session(), command.revision(), 0));
    models.lookAgain(command.session());
    advanceSwaps(turn);
  }

  private void leave(Subscriber known, SessionCommand command, SourceTurn turn) throws Exception {
    if (known != null) {
      state.put(known.leavingAt(turn.now()));
      state.serve(command.streamId());
      turn.wakeAfter(turn.now() + LEFT_STREAM_MILLIS);
    }
  }

  private void detach(Subscriber known, SessionCommand command, SourceTurn turn) throws Exception {
    state.remove(command.streamId());
    state.serve(command.streamId());
    Session session = known == null ? command.session() : known.session();
    turn.tell(SessionUpdate.stop(session, command.revision(), StopReason.SESSION_ENDED));
  }

  /**
   * Swaps weights that are loaded by now, forgets streams that have left, encodes anew after a
   * restart with new weights, size or precision, and looks for models that were not there.
   */
  void look(SourceTurn turn) throws Exception {
    if (!advanceSwaps(turn)) {
      forgetLeft(turn);
      renew(turn);
    }
  }

  /** Whether streams wait for weights that are being loaded; a timer looks again. */
  private boolean advanceSwaps(SourceTurn turn) throws Exception {
    long next = swaps.advance(turn);
    boolean soon = next - turn.now() <= SourceModels.POLL_MILLIS;
    if (soon) {
      turn.wakeAt(next);
    } else if (next != WeightSwaps.NEVER) {
      turn.wakeAfter(next);
    }
    return soon;
  }

  private void forgetLeft(SourceTurn turn) throws Exception {
    for (Subscriber subscriber : state.allSubscribers()) {
      long forgottenAt = subscriber.leftEpochMillis() + LEFT_STREAM_MILLIS;
      if (subscriber.left() && turn.now() >= forgottenAt) {
        state.remove(subscriber.session().streamId());
      } else if (subscriber.left()) {
        turn.wakeAfter(forgottenAt);
      }
    }
  }

  private void renew(SourceTurn turn) throws Exception {
    long next = renewal.advance(turn);
    if (next != FeatureRenewal.NEVER) {
      turn.wakeAfter(next);
    }
  }
}
