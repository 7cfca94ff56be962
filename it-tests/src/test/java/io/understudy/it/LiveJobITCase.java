package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.RgbImage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveJobITCase {
  private static final int FRAMES = 12;
  private static final int LOSSLESS_ENOUGH = 100;

  /** One 8-bit level of the model's, and one that rounding in the JPEG may add. */
  private static final int MAX_LEVELS_APART = 2;

  @Test
  void givesBitForBitWhatTheModelGivesWhenItIsCalledDirectly() {
    try (Rig rig = new Rig("live.max-batch-frames=1", "live.jpeg-quality=95").start();
        DirectModel model = new DirectModel(rig, 1)) {
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait");
      rig.publishFrames("feed", 2, 0, FRAMES);

      List<ReenactedFrame> frames = rig.awaitFrames(FRAMES);

      assertThat(sequences(frames, "feed")).isEqualTo(upTo(FRAMES));
      for (ReenactedFrame frame : frames) {
        assertThat(frame.timings().batchFrames()).isEqualTo(1);
        RgbImage direct = model.reenact(rig.pictures().driving(2, frame.sequence()));
        assertThat(rig.pictures().decode(frame.payload()).rgb())
            .as("frame %d", frame.sequence())
            .isEqualTo(rig.pictures().throughJpeg(direct, 95).rgb());
      }
      assertThat(frames.get(0).payload()).isNotEqualTo(frames.get(3).payload());
    }
  }

  @Test
  void batchesStreamsWithDifferentSourcesAndKeepsEachInOrder() {
    int streams = 3;
    String quality = "live.jpeg-quality=" + LOSSLESS_ENOUGH;
    try (Rig rig = new Rig(quality, "live.max-batch-frames=6").start()) {
      for (int i = 0; i < streams; i++) {
        rig.publishSource("portrait-" + i, i);
        rig.startStream("feed-" + i, "portrait-" + i);
      }
      for (int number = 0; number < FRAMES; number++) {
        for (int i = 0; i < streams; i++) {
          rig.publishFrames("feed-" + i, i + 1, number, number + 1);
        }
      }

      List<ReenactedFrame> frames = rig.awaitFrames(streams * FRAMES);

      assertThat(frames).anyMatch(frame -> frame.timings().batchFrames() > 1);
      for (int i = 0; i < streams; i++) {
        assertThat(sequences(frames, "feed-" + i)).isEqualTo(upTo(FRAMES));
        compareWithOwnSource(rig, frames, i);
      }
    }
  }

  private static void compareWithOwnSource(Rig rig, List<ReenactedFrame> frames, int stream) {
    try (DirectModel model = new DirectModel(rig, stream)) {
      for (ReenactedFrame frame : frames) {
        if (frame.streamId().equals("feed-" + stream)) {
          assertThat(frame.sourceId()).isEqualTo("portrait-" + stream);
          RgbImage direct = model.reenact(rig.pictures().driving(stream + 1, frame.sequence()));
          assertThat(
                  levelsApart(
                      rig.pictures().decode(frame.payload()),
                      rig.pictures().throughJpeg(direct, LOSSLESS_ENOUGH)))
              .as("stream %d frame %d", stream, frame.sequence())
              .isLessThanOrEqualTo(MAX_LEVELS_APART);
        }
      }
    }
  }

  private static int levelsApart(RgbImage a, RgbImage b) {
    assertThat(a.rgb()).hasSameSizeAs(b.rgb());
    return IntStream.range(0, a.rgb().length)
        .map(i -> Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)))
        .max()
        .orElseThrow();
  }

  private static List<Long> sequences(List<ReenactedFrame> frames, String streamId) {
    return frames.stream()
        .filter(frame -> frame.streamId().equals(streamId))
        .map(ReenactedFrame::sequence)
        .toList();
  }

  private static List<Long> upTo(int count) {
    return LongStream.range(0, count).boxed().toList();
  }
}
