package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.MotionTrack;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SavepointITCase {
  private static final int FRAMES = 10;

  @Test
  void keepsSessionAndMotionBaselineAcrossARestartFromASavepoint() {
    try (Rig rig = new Rig("live.max-batch-frames=1", "live.jpeg-quality=95").start();
        DirectModel model = new DirectModel(rig, 1)) {
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait", MotionMode.RELATIVE);
      rig.publishFrames("feed", 2, 0, FRAMES / 2);
      rig.awaitFrames(FRAMES / 2);

      rig.restartFromSavepoint();
      rig.publishFrames("feed", 2, FRAMES / 2, FRAMES);
      rig.awaitFrames(FRAMES);

      List<ReenactedFrame> frames = rig.settledFrames();
      assertThat(frames.stream().map(ReenactedFrame::sequence).toList())
          .isEqualTo(LongStream.range(0, FRAMES).boxed().toList());
      MotionTrack motion = new MotionTrack(io.understudy.model.MotionMode.RELATIVE, null);
      for (ReenactedFrame frame : frames) {
        RgbImage direct = model.reenact(rig.pictures().driving(2, frame.sequence()), motion);
        assertThat(rig.pictures().decode(frame.payload()).rgb())
            .as("frame %d", frame.sequence())
            .isEqualTo(rig.pictures().throughJpeg(direct, 95).rgb());
      }
    }
  }

  @Test
  void streamsGoOnInOrderWhenTheJobIsRescaledAndBack() {
    List<String> streams = List.of("a", "b", "c", "d");
    try (Rig rig = new Rig().start()) {
      rig.publishSource("portrait", 1);
      streams.forEach(stream -> rig.startStream(stream, "portrait", MotionMode.RELATIVE));
      int published = 0;
      for (int parallelism : List.of(2, 1)) {
        published += publishToAll(rig, streams, published);
        rig.rescale(parallelism);
      }
      published += publishToAll(rig, streams, published);

      List<ReenactedFrame> frames = rig.settledFrames();
      for (String stream : streams) {
        assertThat(frames)
            .filteredOn(frame -> frame.streamId().equals(stream))
            .extracting(ReenactedFrame::sequence)
            .isEqualTo(LongStream.range(0, published).boxed().toList());
      }
    }
  }

  private static int publishToAll(Rig rig, List<String> streams, int published) {
    int more = FRAMES / 2;
    streams.forEach(stream -> rig.publishFrames(stream, 2, published, published + more));
    rig.awaitFrames(streams.size() * (published + more));
    return more;
  }
}
