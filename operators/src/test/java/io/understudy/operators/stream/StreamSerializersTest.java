package io.understudy.operators.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.Keypoints;
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
        baseline);
  }

  @Test
  void readsTracksOfTheFirstVersion() throws IOException {
    Keypoints baseline = new Keypoints(new float[] {0.5f, -0.25f}, new float[] {1, 2, 3, 4});
    StoredBytes.check("TrackState-v1", new TrackStateSerializer(), state(baseline));
    StoredBytes.check("TrackState-fresh-v1", new TrackStateSerializer(), state(null));
  }

  @Test
  void refusesToWriteFrameTasks() {
    assertThatThrownBy(
            () -> FrameTaskSerializer.INSTANCE.serialize(null, new DataOutputSerializer(8)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("chain reenact behind stream-session");
  }
}
