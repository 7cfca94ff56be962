package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;

/** Makes frame tasks for tests of other packages. */
public final class Tasks {
  private final FeatureCache cache = new FeatureCache(0);

  /** A task of a live stream that is too late {@code lifeMillis} after {@link Frames#NOW}. */
  public FrameTask live(String streamId, long sequence, Reenactor model, long lifeMillis) {
    return task(streamId, sequence, model, DeliveryMode.LIVE, lifeMillis);
  }

  /** A task of a complete stream. */
  public FrameTask complete(String streamId, long sequence, Reenactor model) {
    return task(streamId, sequence, model, DeliveryMode.COMPLETE, 0);
  }

  private FrameTask task(
      String streamId, long sequence, Reenactor model, DeliveryMode delivery, long lifeMillis) {
    Session session = Frames.session(streamId, "s", "", MotionMode.RELATIVE, delivery);
    SessionUpdate update = Frames.start(session, 1, 1, 2, 3);
    StreamTrack track = StreamTrack.start(update, Frames.options());
    FeatureKey key = new FeatureKey(update.model(), streamId + sequence + model.preset());
    Picture portrait = Frames.plain(8, 1, 2, 3);
    return track.task(
        Frames.frame(streamId, 0, sequence, 1, 1, 1),
        cache.add(key, FakeModels.lease(model), model.encode(portrait)),
        lifeMillis * 1000);
  }

  /** Ends the stream of a task, as a withdrawal does. */
  public static void stop(FrameTask task) {
    task.track().stop();
  }
}
