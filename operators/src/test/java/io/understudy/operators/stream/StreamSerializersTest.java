package io.understudy.operators.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.JitterFilter;
import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FacePatch;
import io.understudy.connectors.face.FaceTrack;
import io.understudy.connectors.face.SmoothCrop;
import io.understudy.model.BestBaseline;
import io.understudy.model.Keypoints;
import io.understudy.model.MotionTrack;
import io.understudy.model.OneEuroFilter;
import io.understudy.model.ScaleCodeTrack;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.StoredBytes;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StreamSerializersTest {
  private static TrackState state(Keypoints baseline) {
    return new TrackState(
        Frames.session("stream", "source"),
        77,
        3,
        new FeatureKey(new ModelKey("fomm-256", "ab12"), "cafe"),
        new FramePosition(4, 500),
        new StreamMotion.State(new MotionTrack.State(baseline, null, null), null, null));
  }

  @Test
  void readsTracksOfTheFirstVersion() throws IOException {
    Keypoints baseline = new Keypoints(new float[] {0.5f, -0.25f}, new float[] {1, 2, 3, 4});
    StoredBytes.check("TrackState-v1", new TrackStateSerializer(), state(baseline));
    StoredBytes.check("TrackState-fresh-v1", new TrackStateSerializer(), state(null));
  }

  @Test
  void readsTracksOfTheSecondVersion() throws IOException {
    StoredBytes.check("TrackState-v2", new TrackStateSerializer(), everything());
  }

  private static TrackState everything() {
    Keypoints first = new Keypoints(new float[] {0.5f, -0.25f}, new float[] {1, 2, 3, 4});
    Keypoints best = new Keypoints(new float[] {0.1f, 0.2f}, new float[] {4, 3, 2, 1});
    byte[] grey = new byte[FacePatch.SIDE * FacePatch.SIDE];
    grey[5] = 77;
    StreamMotion.State motion =
        new StreamMotion.State(
            new MotionTrack.State(
                first,
                new BestBaseline(best, first, 12),
                new OneEuroFilter.State(new float[] {1, 2}, new float[] {3, 4}, 13)),
            new ScaleCodeTrack.State(new float[] {5, 6, 7}, new float[] {8, 9, 10}, 14),
            new FaceTrack.State(
                new FaceBox(1, 2, 3, 0.5),
                new FacePatch(grey),
                new SmoothCrop(4, 5, 6, true),
                true,
                15,
                16,
                17));
    return new TrackState(
        Frames.session("stream", "source")
            .steadied(JitterFilter.DEFAULT, 200, FaceTracking.DEFAULT),
        77,
        3,
        new FeatureKey(new ModelKey("ostnet-256", "ab12"), "cafe"),
        new FramePosition(4, 500),
        motion);
  }

  @Test
  void refusesToWriteFrameTasks() {
    assertThatThrownBy(
            () -> FrameTaskSerializer.INSTANCE.serialize(null, new DataOutputSerializer(8)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("chain reenact behind stream-session");
  }
}
