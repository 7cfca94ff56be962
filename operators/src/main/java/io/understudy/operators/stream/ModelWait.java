package io.understudy.operators.stream;

import io.understudy.operators.reenactor.AbsentModels;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.operators.source.SessionUpdate;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Updates of sessions that wait for their model, at most one of each stream: a running stream goes
 * on as it is until another model has been loaded beside its own; one that has stopped meanwhile
 * waits for it too. Task thread, under the stream's key.
 */
final class ModelWait {
  /** How often is looked whether another model is loaded. */
  private static final long POLL_MILLIS = 20;

  private final StreamStates states;
  private final DeviceFeatures features;
  private final UnusedFeatures unused;
  private final InternalTimerService<VoidNamespace> timers;

  ModelWait(
      StreamStates states,
      DeviceFeatures features,
      UnusedFeatures unused,
      InternalTimerService<VoidNamespace> timers) {
    this.states = states;
    this.features = features;
    this.unused = unused;
    this.timers = timers;
  }

  /** Whether the stream needs another model beside its own for an update. */
  boolean swaps(LiveStream stream, SessionUpdate update) {
    return stream.running()
        ? !stream.track().features().model().equals(update.model())
        : stream.next() != null;
  }

  /**
   * Has an update wait whose model must be loaded first; returns whether it does. A timer looks
   * again.
   *
   * @throws UnknownModelException if the model cannot be loaded, unless the update was restored
   */
  boolean await(LiveStream stream, SessionUpdate update) throws Exception {
    long readyAt = readyAt(stream, update);
    if (readyAt == AbsentModels.THERE) {
      features.lookAgain(update.model());
      return false;
    }
    setNext(stream, update);
    timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, readyAt);
    return true;
  }

  private long readyAt(LiveStream stream, SessionUpdate update) {
    return swaps(stream, update)
        ? features.readyAt(update.model(), stream.restored(update), POLL_MILLIS)
        : AbsentModels.THERE;
  }

  /** Nothing of the stream waits from here on. */
  void forget(LiveStream stream) throws Exception {
    setNext(stream, null);
  }

  /** One that is looked at again is in state already: its features are megabytes. */
  private void setNext(LiveStream stream, SessionUpdate next) throws Exception {
    SessionUpdate before = stream.next();
    if (before != next) {
      stream.setNext(next);
      states.saveNext(next);
    }
    if (before != null && before != next) {
      unused.giveUpModels();
    }
  }
}
