package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.pipeline.FileDigest;
import io.understudy.pipeline.local.TemporaryDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The live job changes to weights that the topic {@code models} announces while frames run. */
class HotSwapITCase {
  private static final int FRAMES = 40;
  private static final String TINY = TinyModel.PRESET.name();

  @Test
  void aSwapLosesNoFrameAndLaterFramesBearTheNewWeights() {
    try (TemporaryDirectory folder = TemporaryDirectory.create("announced");
        Rig rig = new Rig("model.announced-dir=" + folder.path()).start()) {
      Path file = TinyModel.write(folder.path(), 4);
      String before = TinyModel.weights().id();
      String after = TinyModel.weights(4).id();
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait");
      rig.publishFrames("feed", 2, 0, FRAMES);
      rig.awaitFrames(FRAMES);

      rig.announce(new ModelAnnouncement(TINY, after, "tiny-4.safetensors", "0".repeat(64)));
      rig.announce(
          new ModelAnnouncement(TINY, after, "../tiny-4.safetensors", FileDigest.sha256(file)));
      StreamEvent refusal = rig.awaitEvent(event -> event.kind() == Kind.WEIGHTS_REFUSED);
      rig.announce(
          new ModelAnnouncement(TINY, after, "tiny-4.safetensors", FileDigest.sha256(file)));
      long next = FRAMES;
      while (!rig.hasEvent(event -> event.kind() == Kind.WEIGHTS_SWAPPED)) {
        rig.publishFrames("feed", 2, next, ++next);
      }
      rig.publishFrames("feed", 2, next, next + FRAMES);
      List<ReenactedFrame> frames = rig.awaitFrames((int) next + FRAMES);

      assertThat(refusal.streamId()).isEqualTo(TINY);
      assertThat(refusal.detail()).contains("its file has SHA-256 " + FileDigest.sha256(file));
      assertThat(rig.awaitDeadLetters(2).get(1).message())
          .contains("'../tiny-4.safetensors' is no file below model.announced-dir");
      assertThat(frames)
          .extracting(ReenactedFrame::sequence)
          .containsExactlyElementsOf(LongStream.range(0, next + FRAMES).boxed().toList());
      int swapped = frames.stream().map(ReenactedFrame::weightsId).toList().indexOf(after);
      assertThat(frames.subList(0, swapped))
          .extracting(ReenactedFrame::weightsId)
          .containsOnly(before)
          .hasSizeGreaterThanOrEqualTo(FRAMES);
      assertThat(frames.subList(swapped, frames.size()))
          .extracting(ReenactedFrame::weightsId)
          .containsOnly(after)
          .hasSizeGreaterThanOrEqualTo(FRAMES);
      showsTheNewWeights(rig, frames.get(frames.size() - 1), before);
    }
  }

  /** The same driving frame under the old weights is another picture. */
  private static void showsTheNewWeights(Rig rig, ReenactedFrame last, String before) {
    try (DirectModel model = new DirectModel(rig, 1)) {
      assertThat(model.weightsId()).isEqualTo(before);
      assertThat(rig.pictures().decode(last.payload()).rgb())
          .isNotEqualTo(
              rig.pictures()
                  .throughJpeg(model.reenact(rig.pictures().driving(2, last.sequence())), 90)
                  .rgb());
    }
  }
}
