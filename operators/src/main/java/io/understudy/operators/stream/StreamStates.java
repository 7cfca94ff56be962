package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The keyed state of one stream. Task thread, under the current key. */
final class StreamStates {
  /** Long enough for every update of another source that is still on its way. */
  private static final Duration ENDED_LIFE = Duration.ofHours(1);

  private final ValueState<TrackState> track;
  private final ValueState<byte[]> features;
  private final ValueState<SessionUpdate> next;
  private final ListState<DrivingFrame> waiting;
  private final ValueState<Long> stoppedRevision;
  private final ValueState<Boolean> ended;
  private final ValueState<Boolean> timedOut;

  StreamStates(RuntimeContext runtime) {
    track = runtime.getState(trackDescriptor());
    features =
        runtime.getState(
            new ValueStateDescriptor<>(
                "features-v1", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    next =
        runtime.getState(
            new ValueStateDescriptor<>("next-v1", TypeInformation.of(SessionUpdate.class)));
    waiting = runtime.getListState(waitingDescriptor());
    stoppedRevision = runtime.getState(expiring("stopped-revision-v1", Types.LONG));
    ended = runtime.getState(expiring("ended-v1", Types.BOOLEAN));
    timedOut = runtime.getState(new ValueStateDescriptor<>("timed-out-v1", Types.BOOLEAN));
  }

  static ValueStateDescriptor<TrackState> trackDescriptor() {
    return new ValueStateDescriptor<>("track-v1", TypeInformation.of(TrackState.class));
  }

  static ListStateDescriptor<DrivingFrame> waitingDescriptor() {
    return new ListStateDescriptor<>("waiting-v1", TypeInformation.of(DrivingFrame.class));
  }

  private static <T> ValueStateDescriptor<T> expiring(String name, TypeInformation<T> type) {
    ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, type);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(ENDED_LIFE).cleanupInRocksdbCompactFilter(1000).build());
    return descriptor;
  }

  Optional<TrackState> loadTrack() throws IOException {
    return Optional.ofNullable(track.value());
  }

  void saveTrack(StreamTrack running) throws IOException {
    track.update(running.toState());
  }

  /** Bytes of the features in use. */
  ValueState<byte[]> features() {
    return features;
  }

  void saveFeatures(SessionUpdate update) throws IOException {
    features.update(update.features());
  }

  /** The update that waits for its model, null where none does. */
  SessionUpdate loadNext() throws IOException {
    return next.value();
  }

  /** Keeps the update that waits for its model; null forgets it. */
  void saveNext(SessionUpdate update) throws IOException {
    if (update == null) {
      next.clear();
    } else {
      next.update(update);
    }
  }

  Iterable<DrivingFrame> loadWaiting() throws Exception {
    return waiting.get();
  }

  void saveWaiting(List<DrivingFrame> frames) throws Exception {
    if (frames.isEmpty()) {
      waiting.clear();
    } else {
      waiting.update(frames);
    }
  }

  /** Notes the start of a stream. */
  void started() {
    stoppedRevision.clear();
    ended.clear();
    timedOut.clear();
  }

  /**
   * Notes a stop, so that what an earlier source still says is not mistaken for a new session.
   *
   * @param ends whether frames shall be dropped from now on
   */
  void stopped(SessionUpdate stop, boolean ends) throws IOException {
    track.clear();
    features.clear();
    stoppedRevision.update(stop.revision());
    noteTimeout(stop.stopReason());
    if (ends) {
      ended.update(true);
    } else {
      ended.clear();
    }
  }

  /**
   * A source may go and come back while its stream's feed is away. Every other stop may answer a
   * session that was published again, which its source or its model starts as soon as it is there.
   */
  private void noteTimeout(StopReason reason) throws IOException {
    switch (reason) {
      case TIMED_OUT -> timedOut.update(true);
      case WITHDRAWN, CONSENT_EXPIRED -> {}
      default -> timedOut.clear();
    }
  }

  /** Whether the session has timed out and was not published since. */
  boolean timedOut() throws IOException {
    return timedOut.value() != null;
  }

  /** Revision of the session that stopped last, {@link Long#MIN_VALUE} where none did lately. */
  long stoppedRevision() throws IOException {
    Long revision = stoppedRevision.value();
    return revision == null ? Long.MIN_VALUE : revision;
  }

  /** Whether the stream's frames are to be dropped. */
  boolean ended() throws IOException {
    return ended.value() != null;
  }
}
