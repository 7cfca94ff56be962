package io.understudy.operators.stream;

import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;

/**
 * Says which updates of a session its stream takes over, and when: those of older revisions never,
 * those that need another model when it has been loaded. Task thread, under the stream's key.
 */
final class SessionChanges {
  private final StreamStates states;
  private final RunningStreams running;
  private final ModelWait models;
  private final UnusedFeatures unused;
  private final SessionTimeouts timeouts;
  private final StreamEvents events;

  SessionChanges(
      StreamStates states,
      RunningStreams running,
      ModelWait models,
      UnusedFeatures unused,
      SessionTimeouts timeouts,
      StreamEvents events) {
    this.states = states;
    this.running = running;
    this.models = models;
    this.unused = unused;
    this.timeouts = timeouts;
    this.events = events;
  }

  /** Takes an update that has come. */
  void take(LiveStream stream, SessionUpdate update) throws Exception {
    long revision = revision(stream);
    if (update.kind() == SessionUpdate.Kind.STOP) {
      if (update.revision() >= revision) {
        end(stream, update);
      }
    } else if (update.revision() >= Math.max(revision, nextRevision(stream))
        && !sleeps(stream, update)) {
      if (update.kind() == SessionUpdate.Kind.START) {
        timeouts.sign(stream); // also where it waits for its model
      }
      runWhenLoaded(stream, update);
    }
  }

  /** Another portrait or other weights start no stream whose feed is away. */
  private boolean sleeps(LiveStream stream, SessionUpdate update) throws Exception {
    return !stream.running() && update.kind() == SessionUpdate.Kind.CHANGE && states.timedOut();
  }

  /** Revision of what runs or has stopped last. */
  private long revision(LiveStream stream) throws Exception {
    return stream.running() ? stream.track().revision() : states.stoppedRevision();
  }

  private static long nextRevision(LiveStream stream) {
    return stream.next() == null ? Long.MIN_VALUE : stream.next().revision();
  }

  /** A stop of what runs leaves a younger update alone, which still waits for its model. */
  private void end(LiveStream stream, SessionUpdate stop) throws Exception {
    if (stop.revision() >= nextRevision(stream)) {
      models.forget(stream);
    }
    running.stop(stream, stop);
  }

  private void runWhenLoaded(LiveStream stream, SessionUpdate update) throws Exception {
    boolean swaps = models.swaps(stream, update);
    try {
      if (models.await(stream, update)) {
        return;
      }
    } catch (UnknownModelException e) {
      models.forget(stream);
      refuseWeights(stream, update, e.getMessage());
      return;
    }
    timeouts.watch(stream);
    running.run(stream, update);
    models.forget(stream);
    if (swaps) {
      unused.giveUpModels();
    }
  }

  /** A stream stays only on a source of its own session: no other one would tell it to stop. */
  private void refuseWeights(LiveStream stream, SessionUpdate update, String message)
      throws Exception {
    events.weightsRefused(update, message);
    String sourceId = update.session().sourceId();
    if (!stream.running() || !stream.track().session().sourceId().equals(sourceId)) {
      running.stop(
          stream,
          SessionUpdate.stop(update.session(), update.revision(), StopReason.UNKNOWN_MODEL));
    }
  }

  /** Takes over the update that waits, if its model has been loaded; the stream's timer is due. */
  void lookForModel(LiveStream stream) throws Exception {
    if (stream.next() != null) {
      runWhenLoaded(stream, stream.next());
    }
  }

  /** Stops a stream whose feed has gone; its timer is due. */
  void endIfTimedOut(LiveStream stream) throws Exception {
    if (timeouts.ended(stream)) {
      StreamTrack track = stream.track();
      long revision = Math.max(track.revision(), nextRevision(stream));
      end(stream, SessionUpdate.stop(track.session(), revision, StopReason.TIMED_OUT));
    }
  }
}
