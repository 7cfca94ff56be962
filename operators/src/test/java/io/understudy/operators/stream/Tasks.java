package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.operators.reenactor.ReenactorLease;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import java.util.IdentityHashMap;
import java.util.Map;

/** Makes frame tasks for tests of other packages. */
public final class Tasks {
  private final FeatureCache cache = new FeatureCache(0);
  private final Map<Reenactor, ReenactorLease> models = new IdentityHashMap<>();

  /** A task of a live stream that is too late {@code lifeMillis} after {@link Frames#NOW}. */
  public FrameTask live(String streamId, long sequence, Reenactor model, long lifeMillis) {
    return task(streamId, sequence, model, DeliveryMode.LIVE, lifeMillis);
  }

  /** A task of a complete stream. */
  public FrameTask complete(String streamId, long sequence, Reenactor model) {
    return task(streamId, sequence, model, DeliveryMode.COMPLETE, 0);
  }

  /** A task of a live stream whose frame is {@code unit}, an H.264 access unit. */
  public FrameTask h264(
      String streamId, long sequence, Reenactor model, long lifeMillis, byte[] unit) {
    DrivingFrame frame = Frames.encoded(streamId, sequence, FrameEncoding.H264, unit);
    return task(frame, model, DeliveryMode.LIVE, lifeMillis);
  }

  private FrameTask task(
      String streamId, long sequence, Reenactor model, DeliveryMode delivery, long lifeMillis) {
    return task(Frames.frame(streamId, 0, sequence, 1, 1, 1), model, delivery, lifeMillis);
  }

  private FrameTask task(
      DrivingFrame frame, Reenactor model, DeliveryMode delivery, long lifeMillis) {
    String streamId = frame.streamId();
    Session session = Frames.session(streamId, "s", "", MotionMode.RELATIVE, delivery);
    SessionUpdate update = Frames.start(session, 1, 1, 2, 3);
    StreamTrack track = StreamTrack.start(update, Frames.options());
    FeatureKey key = new FeatureKey(update.model(), streamId + frame.sequence() + model.preset());
    Picture portrait = Frames.plain(8, 1, 2, 3);
    FeatureLease lease = cache.add(key, lease(model), model.encode(portrait));
    return track.task(frame, lease, lifeMillis * 1000, OtherFaces.NONE);
  }

  /** Tasks share a model, so that the end of one does not close it under the others. */
  private ReenactorLease lease(Reenactor model) {
    return models.computeIfAbsent(model, FakeModels::lease).share();
  }

  /** Ends the stream of a task, as a withdrawal does. */
  public static void stop(FrameTask task) {
    task.track().stop();
  }
}
