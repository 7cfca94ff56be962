package io.understudy.connectors.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.face.FaceTrack.Settings;
import io.understudy.connectors.face.FaceTrack.State;
import io.understudy.connectors.face.FaceView.Action;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoReader.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On real clips, which lie beside the repository; skipped in a clone without them. */
@Tag("slow")
class RawClipFacesTest {
  private static final Path RAW = Path.of("../../shared/data/raw");
  private static final int MOST_FRAMES = 150;

  private final CascadeFaceDetector detector = new CascadeFaceDetector();

  @AfterEach
  void close() {
    detector.close();
    detector.close();
  }

  private List<Action> actions(String clip) throws IOException {
    FaceTrack track = new FaceTrack(Settings.DEFAULT, State.START);
    List<Action> actions = new ArrayList<>();
    try (VideoReader reader = open(clip)) {
      Optional<VideoFrame> frame = reader.next();
      while (frame.isPresent() && actions.size() < MOST_FRAMES) {
        long micros = 1 + frame.get().presentationMicros();
        actions.add(track.advance(frame.get().image(), micros, detector).action());
        frame = reader.next();
      }
    }
    return actions;
  }

  private static VideoReader open(String clip) throws IOException {
    Path file = RAW.resolve(clip);
    Assumptions.assumeTrue(Files.exists(file), "no real clips beside the repository");
    return VideoReader.open(file);
  }

  @ParameterizedTest
  @CsvSource({
    "fullbody_dance.mp4",
    "interview_single_1080v.mp4",
    "sit_road_vertical.mp4",
    "walk_portrait.mp4",
    "webcam_conference_720.mp4",
    "webcam_zoom_low.mp4"
  })
  void onePersonIsFollowedFromTheFirstFrameToTheLast(String clip) throws IOException {
    assertThat(actions(clip)).isNotEmpty().containsOnly(Action.DRIVE);
  }

  @Test
  void aClipWithoutFacesNeverDrives() throws IOException {
    assertThat(actions("noface_negative.mp4")).isNotEmpty().containsOnly(Action.SLATE);
  }

  @Test
  void aFaceIsLostAtTheCutAndNotBefore() throws IOException {
    List<Action> actions = actions("face_then_noface.mp4");
    int cut = actions.indexOf(Action.HOLD);
    assertThat(cut).isBetween(60, 90);
    assertThat(actions.subList(0, cut)).containsOnly(Action.DRIVE);
    assertThat(actions.subList(cut, actions.size())).containsOnly(Action.HOLD);
  }

  @Test
  void aFaceIsFoundWithinAFifthOfASecondAfterTheCut() throws IOException {
    List<Action> actions = actions("noface_then_face.mp4");
    int found = actions.indexOf(Action.DRIVE);
    assertThat(found).isBetween(80, 110);
    assertThat(actions.subList(found, actions.size())).containsOnly(Action.DRIVE);
  }

  @Test
  void aCrowdGivesSeveralFacesWhereSmallOnesAreAskedFor() throws IOException {
    try (VideoReader reader = open("street_crowd_1080.mp4")) {
      RgbImage image = reader.next().orElseThrow().image();
      assertThat(detector.detect(image, 0.03 * image.heightPixels())).hasSizeGreaterThan(1);
    }
  }
}
