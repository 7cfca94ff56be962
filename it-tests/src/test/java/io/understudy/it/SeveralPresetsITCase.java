package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.connectors.media.RgbImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of different presets in one job. */
class SeveralPresetsITCase {
  private static final int FRAMES = 4;

  /** One 8-bit level of the model's, and one that rounding in the JPEG may add. */
  private static final int MAX_LEVELS_APART = 2;

  /**
   * The untrained union draws fine detail, of which a batch moves some numbers by one level, as it
   * moves those of other presets; behind JPEG 4 levels were seen.
   */
  private static final int MAX_LEVELS_APART_IN_DETAIL = 8;

  private static final double MAX_MEAN_LEVELS_APART = 0.1;

  private static final String UNION = "understudy-compact";
  private static final List<String> PRESETS =
      List.of("fomm-compact", "ostnet-compact", "mcnet-compact", UNION);
  private static final List<String> FEEDS = List.of("first", "second");

  @TempDir Path folder;

  @Test
  void everyStreamGetsItsOwnPresetAndAFrameBatchHasOneSetOfWeights() {
    try (Rig rig =
        new Rig(
                "model.weights-of.fomm-compact=initial",
                "model.weights-of.ostnet-compact=bundled",
                "model.weights-of.mcnet-compact=initial",
                "model.weights-of.understudy-compact=initial",
                "live.jpeg-quality=100")
            .start()) {
      rig.publishSource("portrait", 1);
      PRESETS.forEach(
          preset ->
              FEEDS.forEach(
                  feed ->
                      rig.startStream(
                          stream(feed, preset), "portrait", preset, MotionMode.ABSOLUTE)));
      for (int number = 0; number < FRAMES; number++) {
        for (String preset : PRESETS) {
          for (String feed : FEEDS) {
            rig.publishFrames(stream(feed, preset), 2, number, number + 1);
          }
        }
      }

      List<ReenactedFrame> frames = rig.awaitFrames(PRESETS.size() * FEEDS.size() * FRAMES);

      List<RgbImage> ofPresets =
          PRESETS.stream().map(preset -> compare(rig, frames, preset)).toList();
      for (int i = 1; i < ofPresets.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(levelsApart(ofPresets.get(i), ofPresets.get(j)))
              .as("%s and %s", PRESETS.get(i), PRESETS.get(j))
              .isGreaterThan(MAX_LEVELS_APART_IN_DETAIL);
        }
      }
    }
  }

  private static String stream(String feed, String preset) {
    return feed + "-" + preset;
  }

  /** No anchor frame: each stream begins where the other one ends. */
  @Test
  void aFrameOfAbsoluteMotionIsTheSameWhereverItsStreamBegan() {
    String union = TinyModel.UNION.name();
    try (Rig rig =
        new Rig(
                "model.weights-of.ostnet-compact=bundled",
                "model.weights-of.%s=%s".formatted(union, TinyModel.write(TinyModel.UNION, folder)),
                "live.max-batch-frames=1",
                "live.jpeg-quality=100")
            .start()) {
      rig.publishSource("portrait", 1);
      int published = 0;
      for (String preset : List.of("ostnet-compact", union)) {
        for (MotionMode motion : List.of(MotionMode.ABSOLUTE, MotionMode.RELATIVE)) {
          published += publishForthAndBack(rig, preset, motion);
        }
      }

      List<ReenactedFrame> frames = rig.awaitFrames(published);

      for (String preset : List.of("ostnet-compact", union)) {
        for (int number = 0; number < FRAMES; number++) {
          assertThat(shown(rig, frames, "forth", preset, MotionMode.ABSOLUTE, number))
              .as("%s %d", preset, number)
              .isEqualTo(shown(rig, frames, "back", preset, MotionMode.ABSOLUTE, number));
        }
        assertThat(shown(rig, frames, "forth", preset, MotionMode.RELATIVE, 0))
            .isNotEqualTo(shown(rig, frames, "back", preset, MotionMode.RELATIVE, 0));
      }
    }
  }

  private static int publishForthAndBack(Rig rig, String preset, MotionMode motion) {
    String forth = "forth-" + preset + motion;
    String back = "back-" + preset + motion;
    rig.startStream(forth, "portrait", preset, motion);
    rig.startStream(back, "portrait", preset, motion);
    for (int number = 0; number < FRAMES; number++) {
      rig.publishFrame(forth, number, rig.pictures().driving(2, number));
      rig.publishFrame(back, number, rig.pictures().driving(2, FRAMES - 1 - number));
    }
    return 2 * FRAMES;
  }

  /** What a stream made of a driving picture. */
  private static byte[] shown(
      Rig rig,
      List<ReenactedFrame> frames,
      String direction,
      String preset,
      MotionMode motion,
      int picture) {
    long sequence = direction.equals("forth") ? picture : FRAMES - 1 - picture;
    String streamId = direction + "-" + preset + motion;
    return frames.stream()
        .filter(frame -> frame.streamId().equals(streamId) && frame.sequence() == sequence)
        .map(frame -> rig.pictures().decode(frame.payload()).rgb())
        .findFirst()
        .orElseThrow();
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

  /** What the preset makes of the first driving frame, once all of its frames are as they must. */
  private static RgbImage compare(Rig rig, List<ReenactedFrame> all, String preset) {
    List<ReenactedFrame> frames =
        all.stream().filter(frame -> frame.streamId().endsWith("-" + preset)).toList();
    assertThat(frames).hasSize(FEEDS.size() * FRAMES);
    assertThat(frames).as(preset).anyMatch(frame -> frame.timings().batchFrames() > 1);
    try (DirectModel model = new DirectModel(rig, 1, preset)) {
      List<RgbImage> direct =
          LongStream.range(0, FRAMES)
              .mapToObj(number -> model.reenact(rig.pictures().driving(2, number)))
              .map(image -> rig.pictures().throughJpeg(image, 100))
              .toList();
      for (ReenactedFrame frame : frames) {
        assertThat(frame.preset()).isEqualTo(preset);
        assertThat(frame.weightsId()).isEqualTo(model.weightsId());
        RgbImage shown = rig.pictures().decode(frame.payload());
        RgbImage expected = direct.get((int) frame.sequence());
        assertThat(levelsApart(shown, expected))
            .as("%s %d", frame.streamId(), frame.sequence())
            .isLessThanOrEqualTo(
                preset.equals(UNION) ? MAX_LEVELS_APART_IN_DETAIL : MAX_LEVELS_APART);
        assertThat(meanLevelsApart(shown, expected))
            .as("%s %d", frame.streamId(), frame.sequence())
            .isLessThan(MAX_MEAN_LEVELS_APART);
      }
      return direct.get(0);
    }
  }

  private static int levelsApart(RgbImage a, RgbImage b) {
    return differences(a, b).max().orElseThrow();
  }

  private static double meanLevelsApart(RgbImage a, RgbImage b) {
    return differences(a, b).average().orElseThrow();
  }

  private static IntStream differences(RgbImage a, RgbImage b) {
    assertThat(a.rgb()).hasSameSizeAs(b.rgb());
    return IntStream.range(0, a.rgb().length)
        .map(i -> Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)));
  }
}
