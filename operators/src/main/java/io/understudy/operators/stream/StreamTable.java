package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.SessionLimits;
import io.understudy.operators.reenactor.ModelKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * The streams that a task holds in memory, loaded from state at first touch and written back before
 * a snapshot. Task thread; the stream asked for is that of the current key.
 */
final class StreamTable {
  private final LiveOptions options;
  private final StreamStates states;
  private final LongSupplier clockMillis;
  private final Consumer<Object> currentKey;
  private final Consumer<DrivingFrame> displaced;
  private final WaitingBytes waitingBytes;
  private final Map<String, LiveStream> streams = new HashMap<>();

  /**
   * @param currentKey sets the key under which states and timers are
   * @param displaced takes stored frames that no longer fit, after a bound was lowered, and those
   *     of other streams whose place they take
   */
  StreamTable(
      LiveOptions options,
      StreamStates states,
      LongSupplier clockMillis,
      Consumer<Object> currentKey,
      Consumer<DrivingFrame> displaced) {
    this.options = options;
    this.states = states;
    this.clockMillis = clockMillis;
    this.currentKey = currentKey;
    this.displaced = displaced;
    this.waitingBytes = new WaitingBytes(options.sessionLimits().waitBytes());
  }

  /** Goes over to another stream. */
  void setCurrentKey(String streamId) {
    currentKey.accept(streamId);
  }

  LiveStream get(String streamId) throws Exception {
    LiveStream known = streams.get(streamId);
    if (known != null) {
      return known;
    }
    SessionLimits limits = options.sessionLimits();
    WaitingFrames waiting =
        new WaitingFrames(limits.waitFrames(), limits.waitMillis(), waitingBytes);
    boolean stored = false;
    for (DrivingFrame frame : states.loadWaiting()) {
      waiting.add(frame, clockMillis.getAsLong()).forEach(displaced);
      stored = true;
    }
    StreamTrack track =
        states.loadTrack().map(state -> StreamTrack.restore(state, options)).orElse(null);
    LiveStream loaded = new LiveStream(track, states.loadNext(), waiting, stored);
    streams.put(streamId, loaded);
    return loaded;
  }

  /** Forgets the stream where nothing of it is left in memory alone. */
  void release(String streamId) {
    if (streams.get(streamId).idle()) {
      streams.remove(streamId);
    }
  }

  /** Writes all streams to state, each under its key. */
  void saveAll() throws Exception {
    for (Map.Entry<String, LiveStream> entry : streams.entrySet()) {
      setCurrentKey(entry.getKey());
      entry.getValue().save(states);
    }
    streams.values().removeIf(LiveStream::idle);
  }

  /** The models that streams use or wait for. */
  Set<ModelKey> models() {
    return streams.values().stream().flatMap(LiveStream::models).collect(Collectors.toSet());
  }

  /** Whether a running stream uses these features. */
  boolean use(FeatureKey features) {
    return streams.values().stream()
        .anyMatch(stream -> stream.features().filter(features::equals).isPresent());
  }

  /** Takes out all frames that wait for a session, also of streams that nothing has touched. */
  void takeAllWaiting(KeyedStateBackend<String> backend, Consumer<DrivingFrame> taker)
      throws Exception {
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        StreamStates.waitingDescriptor(),
        (streamId, frames) -> get(streamId));
    streams.values().forEach(stream -> stream.waiting().takeAll().forEach(taker));
  }
}
