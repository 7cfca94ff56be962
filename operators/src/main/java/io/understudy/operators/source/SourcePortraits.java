package io.understudy.operators.source;

import static io.understudy.operators.source.SourceStanding.hasConsent;
import static io.understudy.operators.source.SourceStanding.hasPortrait;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.PictureException;
import io.understudy.operators.picture.PictureFailures;
import io.understudy.operators.source.SessionUpdate.Kind;

/**
 * Takes portraits in, refuses, withdraws and expires them, and tells all streams of the source.
 * Task thread.
 */
final class SourcePortraits {
  private final SourceState state;
  private final SourceEncoder encoder;
  private final UpdateSender sender;

  SourcePortraits(SourceState state, SourceEncoder encoder, UpdateSender sender) {
    this.state = state;
    this.encoder = encoder;
    this.sender = sender;
  }

  /** Takes what was published of the source; the same again changes nothing. */
  void take(Source next, SourceTurn turn) throws Exception {
    Source previous = state.source();
    if (next.equals(previous)) {
      return;
    }
    if (next.withdrawn()) {
      sender.stopAll(StopReason.WITHDRAWN, turn);
      state.forgetSource();
    } else if (!hasConsent(next, turn.now())) {
      refuse(next, turn);
    } else {
      armExpiry(next, turn);
      accept(previous, next, turn);
    }
  }

  private void refuse(Source next, SourceTurn turn) throws Exception {
    sender.stopAll(StopReason.NO_CONSENT, turn);
    state.forgetSource();
    state.setSource(SourceStanding.withoutPortrait(next));
    String message =
        "source %s has no valid consent record (%s): publish it with a subject, a reference and an expiry that lies ahead"
            .formatted(next.sourceId(), next.consent());
    turn.tell(letter(next, DeadLetter.Reason.NO_CONSENT, message));
  }

  private static void armExpiry(Source source, SourceTurn turn) {
    long expiry = source.consent().expiresEpochMillis();
    if (expiry != 0) {
      turn.wakeAt(expiry);
    }
  }

  /** A broken portrait leaves the earlier one in use. */
  private void accept(Source previous, Source next, SourceTurn turn) throws Exception {
    try {
      encoder.check(next);
    } catch (PictureException e) {
      turn.tell(letter(next, PictureFailures.reason(e), e.getMessage()));
      if (previous != null && hasPortrait(previous)) {
        state.setSource(SourceStanding.withConsentOf(previous, next));
      }
      return;
    }
    state.forgetSource();
    state.setSource(next);
    for (Subscriber subscriber : state.stayingSubscribers()) {
      sender.sendOrWait(Kind.CHANGE, subscriber, turn);
    }
  }

  private static DeadLetter letter(Source source, DeadLetter.Reason reason, String message) {
    return new DeadLetter(source.sourceId(), reason, Origin.NONE, ByteString.EMPTY, message);
  }

  /** Forgets the portrait if its consent has expired by now. */
  void expire(SourceTurn turn) throws Exception {
    Source source = state.source();
    if (source != null && hasPortrait(source) && !hasConsent(source, turn.now())) {
      sender.stopAll(StopReason.CONSENT_EXPIRED, turn);
      state.forgetSource();
      state.setSource(SourceStanding.withoutPortrait(source));
    }
  }
}
