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
    "fullbody_dance.mp4, interview_single_1080v.mp4",
    "webcam_conference_720.mp4, interview_single_1080v.mp4",
    "walk_portrait.mp4, webcam_conference_720.mp4",
    "sit_road_vertical.mp4, sofa_single_1080v.mp4",
    "webcam_zoom_low.mp4, walk_portrait.mp4"
  })
  void theBorderShowsLittleMoreThanThePictureItself(String clip, String other) throws IOException {
    RgbImage whole = first(clip);
    Square square = face(whole);
    RgbImage stranger = first(other);
    RgbImage head =
        PictureTransform.resized(PictureTransform.crop(stranger, face(stranger)), 256, 256);

    RgbImage hard = Seam.hardPaste(whole, square, head);
    RgbImage pasted = PasteBack.paste(whole, List.of(new Head(square, head)));

    double before = Seam.levels(whole, square);
    double plain = Seam.levels(hard, square);
    double after = Seam.levels(pasted, square);
    String figures =
        "levels at the border: before %.1f, plain paste %.1f, pasted back %.1f"
            .formatted(before, plain, after);
    assertThat(after).as(figures).isLessThan(1.25 * before);
    double added = Math.max(0, after - before);
    assertThat(plain - before).as(figures).isGreaterThan(Math.max(5, 8 * added));
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
