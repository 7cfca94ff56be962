package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.connectors.media.RgbImage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Streams of different presets in one job. */
class SeveralPresetsITCase {
  private static final int FRAMES = 4;

  /** One 8-bit level of the model's, and one that rounding in the JPEG may add. */
  private static final int MAX_LEVELS_APART = 2;

  private static final Map<String, String> PRESETS =
      Map.of(
          "first-fomm", "fomm-compact",
          "second-fomm", "fomm-compact",
          "first-ostnet", "ostnet-compact",
          "second-ostnet", "ostnet-compact");

  @Test
  void everyStreamGetsItsOwnPresetAndAFrameBatchHasOneSetOfWeights() {
    try (Rig rig =
        new Rig(
                "model.weights-of.fomm-compact=initial",
                "model.weights-of.ostnet-compact=bundled",
                "live.jpeg-quality=100")
            .start()) {
      rig.publishSource("portrait", 1);
      PRESETS.forEach((id, preset) -> rig.startStream(id, "portrait", preset, MotionMode.ABSOLUTE));
      for (int number = 0; number < FRAMES; number++) {
        for (String stream : PRESETS.keySet()) {
          rig.publishFrames(stream, 2, number, number + 1);
        }
      }

      List<ReenactedFrame> frames = rig.awaitFrames(PRESETS.size() * FRAMES);

      assertThat(frames).anyMatch(frame -> frame.timings().batchFrames() > 1);
      compare(rig, frames, "fomm-compact");
      compare(rig, frames, "ostnet-compact");
    }
  }

  @Test
  void aPresetThatIsNotOfferedIsRefusedAndOtherStreamsLoseNothing() {
    try (Rig rig = new Rig().start()) {
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait");
      rig.publishFrames("feed", 2, 0, FRAMES);
      rig.publishSession("stranger", "portrait", "mcnet-256", MotionMode.ABSOLUTE);
      rig.awaitEvent(event -> event.streamId().equals("stranger") && event.kind() == Kind.REFUSED);
      rig.publishFrames("stranger", 2, 0, FRAMES);
      rig.publishFrames("feed", 2, FRAMES, 2 * FRAMES);

      DeadLetter letter = rig.awaitDeadLetters(1).get(0);

      assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNKNOWN_PRESET);
      assertThat(letter.streamId()).isEqualTo("stranger");
      assertThat(letter.message())
          .contains("preset mcnet-256 is not offered by this job, it has weights of tiny");
      assertThat(rig.awaitFrames(2 * FRAMES))
          .extracting(ReenactedFrame::sequence)
          .containsExactlyElementsOf(LongStream.range(0, 2 * FRAMES).boxed().toList());
      assertThat(rig.settledFrames()).extracting(ReenactedFrame::streamId).containsOnly("feed");
    }
  }

  private static void compare(Rig rig, List<ReenactedFrame> all, String preset) {
    List<ReenactedFrame> frames =
        all.stream().filter(frame -> PRESETS.get(frame.streamId()).equals(preset)).toList();
    assertThat(frames).hasSize(2 * FRAMES);
    try (DirectModel model = new DirectModel(rig, 1, preset)) {
      for (ReenactedFrame frame : frames) {
        assertThat(frame.preset()).isEqualTo(preset);
        assertThat(frame.weightsId()).isEqualTo(model.weightsId());
        RgbImage direct = model.reenact(rig.pictures().driving(2, frame.sequence()));
        assertThat(
                levelsApart(
                    rig.pictures().decode(frame.payload()),
                    rig.pictures().throughJpeg(direct, 100)))
            .as("%s %d", frame.streamId(), frame.sequence())
            .isLessThanOrEqualTo(MAX_LEVELS_APART);
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
}
