package io.understudy.operators.stream;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Session;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLease;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;

/** Makes frame tasks to measure with, from what this package shows nobody else. One thread. */
public final class MeasuredTasks {
  private static final byte[] NO_FEATURES = {};

  private final FeatureCache cache = new FeatureCache(0);
  private final LiveOptions options;
  private final ReenactorLease model;

  /** Tasks of one model, which is borrowed. */
  public MeasuredTasks(LiveOptions options, ReenactorLease model) {
    this.options = options;
    this.model = model;
  }

  /** The first frame of a live stream, which is never too late. */
  public FrameTask first(String streamId) {
    ModelKey key = new ModelKey(model.reenactor().preset(), model.reenactor().weightsId());
    SessionUpdate start =
        new SessionUpdate(
            SessionUpdate.Kind.START,
            StopReason.NONE,
            1,
            Session.of(streamId, "source", MotionMode.RELATIVE, DeliveryMode.LIVE),
            1,
            key,
            streamId,
            NO_FEATURES);
    StreamTrack track = StreamTrack.start(start, options);
    FeatureLease features =
        cache.add(FeatureKey.of(start), model.share(), model.reenactor().restore(NO_FEATURES));
    return track.task(frame(streamId), features, Integer.MAX_VALUE, OtherFaces.NONE);
  }

  private static DrivingFrame frame(String streamId) {
    return new DrivingFrame(
        streamId, 1, 0, 0, 0, 0, FrameEncoding.JPEG, 256, 256, ByteString.EMPTY, Origin.NONE);
  }
}
