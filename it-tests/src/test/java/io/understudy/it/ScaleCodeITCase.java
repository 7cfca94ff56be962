package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.model.MotionTrack;
import io.understudy.model.ScaleCodeTrack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smoothed scale code of each stream in the whole job. */
class ScaleCodeITCase {
  private static final String PRESET = TinyModel.SCALED.name();
  private static final List<String> STREAMS = List.of("a", "b", "c", "d");
  private static final int FRAMES_BETWEEN = 2;
  private static final int SMOOTHING_MILLIS = 300;
  private static final int FRAME_MICROS = 40_000;
  private static final int QUALITY = 95;

  @TempDir Path folder;

  @Test
  void goesOnAsIfTheJobHadNeverStoppedWhenItIsRescaledAndBack() {
    try (Rig rig =
        new Rig(
                "model.weights-of.%s=%s"
                    .formatted(PRESET, TinyModel.write(TinyModel.SCALED, folder)),
                "live.scale-smoothing=%dms".formatted(SMOOTHING_MILLIS),
                "live.max-batch-frames=1",
                "live.jpeg-quality=" + QUALITY)
            .start()) {
      rig.publishSource("portrait", 1);
      STREAMS.forEach(stream -> rig.startStream(stream, "portrait", PRESET, MotionMode.ABSOLUTE));
      int published = publishToAll(rig, 0);
      for (int parallelism : List.of(2, 1)) {
        rig.rescale(parallelism);
        published = publishToAll(rig, published);
      }

      List<ReenactedFrame> frames = rig.settledFrames();

      assertThat(frames).hasSize(STREAMS.size() * published);
      try (DirectModel model = new DirectModel(rig, 1, PRESET)) {
        for (String stream : STREAMS) {
          compare(rig, model, frames, stream);
        }
      }
    }
  }

  private static int publishToAll(Rig rig, int from) {
    int to = from + FRAMES_BETWEEN;
    for (String stream : STREAMS) {
      for (int number = from; number < to; number++) {
        rig.publish(
            TestRecords.frame(stream, number, captured(number), driving(rig, stream, number)));
      }
    }
    rig.awaitFrames(STREAMS.size() * to);
    return to;
  }

  private static long captured(long number) {
    return 1_000_000 + number * FRAME_MICROS;
  }

  private static ByteString driving(Rig rig, String stream, long number) {
    return rig.pictures().driving(1 + STREAMS.indexOf(stream) % 3, 3 * number);
  }

  /** Every frame is what one call after the other gives; without smoothing the last is another. */
  private static void compare(Rig rig, DirectModel model, List<ReenactedFrame> all, String stream) {
    List<ReenactedFrame> frames =
        all.stream().filter(frame -> frame.streamId().equals(stream)).toList();
    ScaleCodeTrack track = new ScaleCodeTrack(SMOOTHING_MILLIS, null);
    for (int number = 0; number < frames.size(); number++) {
      assertThat(frames.get(number).sequence()).isEqualTo(number);
      assertThat(rig.pictures().decode(frames.get(number).payload()).rgb())
          .as("%s %d", stream, number)
          .isEqualTo(direct(rig, model, stream, number, track));
    }
    int last = frames.size() - 1;
    assertThat(rig.pictures().decode(frames.get(last).payload()).rgb())
        .isNotEqualTo(direct(rig, model, stream, last, ScaleCodeTrack.off()));
  }

  private static byte[] direct(
      Rig rig, DirectModel model, String stream, int number, ScaleCodeTrack track) {
    MotionTrack motion = new MotionTrack(io.understudy.model.MotionMode.ABSOLUTE, null);
    return rig.pictures()
        .throughJpeg(
            model.reenact(driving(rig, stream, number), motion, track, captured(number)), QUALITY)
        .rgb();
  }
}
