package io.understudy.operators.stream;

import io.understudy.operators.LiveOptions;
import io.understudy.operators.source.SessionUpdate;
import java.util.Optional;

/** Starts, changes and stops streams, in memory and in state. Task thread, under the key. */
final class RunningStreams {
  private final LiveOptions options;
  private final StreamStates states;
  private final UnusedFeatures unused;
  private final StreamEvents events;
  private final SessionWait waiting;

  RunningStreams(
      LiveOptions options,
      StreamStates states,
      UnusedFeatures unused,
      StreamEvents events,
      SessionWait waiting) {
    this.options = options;
    this.states = states;
    this.unused = unused;
    this.events = events;
    this.waiting = waiting;
  }

  /** Has a stream run as an update says, whose model is loaded or is loaded with its next frame. */
  void run(LiveStream stream, SessionUpdate update) throws Exception {
    Optional<FeatureKey> before = stream.features();
    if (stream.running()) {
      events.changed(stream.track(), update);
      stream.track().change(update);
    } else {
      stream.start(StreamTrack.start(update, options));
      states.started();
      events.started(update);
    }
    if (!before.equals(stream.features())) {
      states.saveFeatures(update);
      before.ifPresent(unused::changed);
    }
    waiting.admitAll(stream);
  }

  /** Stops a stream; also one that does not run, whose frames may have to be dropped. */
  void stop(LiveStream stream, SessionUpdate stop) throws Exception {
    events.stopped(stop, stream.running());
    Optional<FeatureKey> before = stream.features();
    if (stream.running()) {
      stream.stop();
    }
    before.ifPresent(unused::stopped);
    boolean ends = stop.stopReason().ends() && stream.next() == null;
    states.stopped(stop, ends);
    if (ends) {
      waiting.dropAll(stream);
    }
  }
}
