package io.understudy.operators.source;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.operators.reenactor.AbsentModels;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.operators.source.SessionUpdate.Kind;

/**
 * Streams of the current source that change to other weights as soon as these are loaded. A stream
 * keeps its weights where the new ones cannot be used. Task thread.
 */
final class WeightSwaps {
  /** No stream waits. */
  static final long NEVER = Long.MAX_VALUE;

  private final SourceState state;
  private final SourceModels models;
  private final SourceEncoder encoder;
  private final UpdateSender sender;

  WeightSwaps(SourceState state, SourceModels models, SourceEncoder encoder, UpdateSender sender) {
    this.state = state;
    this.models = models;
    this.encoder = encoder;
    this.sender = sender;
  }

  /**
   * Swaps what can be; returns when to look again at those that still wait for their weights, ms
   * since 1970, or {@link #NEVER}.
   */
  long advance(SourceTurn turn) throws Exception {
    long next = NEVER;
    boolean swapped = false;
    for (Subscriber swap : state.allSwaps()) {
      try {
        long readyAt = models.readyAt(swap.session(), turn.now());
        if (readyAt != AbsentModels.THERE) {
          next = Math.min(next, readyAt);
          continue;
        }
        swap(swap, turn);
        swapped = true;
      } catch (UnknownModelException | SourceNotEncodableException e) {
        refuse(swap, e.getMessage(), turn);
      }
      state.takeSwap(swap.session().streamId());
    }
    if (swapped) {
      encoder.forgetUnused(state);
      models.forgetUnused();
    }
    return next;
  }

  /** Encodes first: what fails leaves the stream as it was. */
  private void swap(Subscriber swap, SourceTurn turn) throws Exception {
    Source source = state.source();
    boolean usable = SourceStanding.isUsable(source, turn.now());
    if (usable) {
      encoder.encode(source, swap.session(), state.features());
    }
    state.put(swap);
    if (usable) {
      sender.send(Kind.CHANGE, swap, turn);
    }
  }

  private static void refuse(Subscriber swap, String message, SourceTurn turn) {
    String streamId = FaceStreams.publicId(swap.session().streamId());
    DeadLetter.Reason reason = DeadLetter.Reason.REFUSED_WEIGHTS;
    turn.tell(new DeadLetter(streamId, reason, Origin.NONE, ByteString.EMPTY, message));
    turn.tell(
        new StreamEvent(
            streamId,
            StreamEvent.Kind.WEIGHTS_REFUSED,
            swap.session().sourceId(),
            1,
            message,
            turn.now() * 1000));
  }
}
