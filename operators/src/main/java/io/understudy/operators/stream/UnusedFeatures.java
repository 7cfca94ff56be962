package io.understudy.operators.stream;

import io.understudy.operators.reenactor.ModelKey;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Takes off the device what no stream uses any more: a source's features at once, so that one that
 * is withdrawn is gone there too; a model only after a while, as a stream that comes back soon
 * should find it. What a frame in flight uses stays until it is done. Task thread; nothing is kept
 * in state.
 */
final class UnusedFeatures {
  /** A model rests for once to twice this time. */
  static final long REST_MILLIS = 60_000;

  private final ProcessingTimeService time;
  private final DeviceFeatures features;
  private final StreamTable streams;
  private Set<ModelKey> resting = new HashSet<>();
  private Set<ModelKey> restingLonger = Set.of();
  private boolean looking;

  UnusedFeatures(ProcessingTimeService time, DeviceFeatures features, StreamTable streams) {
    this.time = time;
    this.features = features;
    this.streams = streams;
  }

  /** A stream that runs on has changed from these features to others. */
  void changed(FeatureKey left) {
    if (!streams.use(left)) {
      features.forget(left);
    }
  }

  /** A stream with these features has stopped. */
  void stopped(FeatureKey left) {
    changed(left);
    resting.add(left.model());
    lookLater();
  }

  /** Gives up the models that neither streams use or wait for, nor rest. */
  void giveUpModels() {
    Set<ModelKey> kept = new HashSet<>(streams.models());
    kept.addAll(resting);
    kept.addAll(restingLonger);
    features.retain(kept);
  }

  private void lookLater() {
    if (!looking) {
      looking = true;
      time.registerTimer(time.getCurrentProcessingTime() + REST_MILLIS, timestamp -> look());
    }
  }

  private void look() {
    looking = false;
    restingLonger = resting;
    resting = new HashSet<>();
    giveUpModels();
    if (!restingLonger.isEmpty()) {
      lookLater();
    }
  }
}
