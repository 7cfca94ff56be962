package io.understudy.connectors.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.face.FaceTrack.Settings;
import io.understudy.connectors.face.FaceTrack.State;
import io.understudy.connectors.face.PasteBack.Head;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One real person's head in another's picture; skipped in a clone without the clips. */
@Tag("slow")
class RawClipPasteTest {
  private static final Path RAW = Path.of("../../shared/data/raw");

  @ParameterizedTest
  @CsvSource({
    "interview_single_1080v.mp4, sofa_single_1080v.mp4",
    "sofa_single_1080v.mp4, walk_portrait.mp4",
    "fullbody_dance.mp4, interview_single_1080v.mp4"
  })
  void theBorderShowsNoMoreThanItDidBefore(String clip, String other) throws IOException {
    RgbImage whole = first(clip);
    Square square = face(whole);
    RgbImage stranger = first(other);
    RgbImage head =
        PictureTransform.resized(PictureTransform.crop(stranger, face(stranger)), 256, 256);

    double before = Seam.of(whole, square);
    double hard = Seam.of(Seam.hardPaste(whole, square, head), square);
    double pasted = Seam.of(PasteBack.paste(whole, List.of(new Head(square, head))), square);

    assertThat(pasted).as("before %s, hard paste %s", before, hard).isLessThan(1.25 * before);
    assertThat(hard).isGreaterThan(3 * before);
  }

  private static RgbImage first(String clip) throws IOException {
    Path file = RAW.resolve(clip);
    Assumptions.assumeTrue(Files.exists(file), "no real clips beside the repository");
    try (VideoReader reader = VideoReader.open(file)) {
      return reader.next().orElseThrow().image();
    }
  }

  private static Square face(RgbImage image) {
    try (CascadeFaceDetector detector = new CascadeFaceDetector()) {
      return new FaceTrack(Settings.DEFAULT, State.START).advance(image, 1, detector).square();
    }
  }
}
