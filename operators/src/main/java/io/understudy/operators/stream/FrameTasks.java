package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.SessionDefaults;

/** Makes a stream's frames tasks of the inference. Task thread, under the key of the stream. */
final class FrameTasks {
  private final SessionDefaults defaults;
  private final StreamStates states;
  private final DeviceFeatures features;

  FrameTasks(SessionDefaults defaults, StreamStates states, DeviceFeatures features) {
    this.defaults = defaults;
    this.states = states;
    this.features = features;
  }

  /**
   * Leases the stream's features for one frame; {@link #task} takes the lease over.
   *
   * @throws FeaturesUnavailableException if they cannot be brought to the device
   */
  FeatureLease lease(StreamTrack track) throws Exception {
    return features.lease(track.features(), states.features());
  }

  FrameTask task(StreamTrack track, DrivingFrame frame, FeatureLease lease, OtherFaces others) {
    return track.task(frame, lease, defaults.deadlineMicros(track.session()), others);
  }
}
