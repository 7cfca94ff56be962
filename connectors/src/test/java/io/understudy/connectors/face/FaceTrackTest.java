package io.understudy.connectors.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.connectors.face.DrawnFaces.Drawn;
import io.understudy.connectors.face.FaceTrack.Settings;
import io.understudy.connectors.face.FaceTrack.State;
import io.understudy.connectors.face.FaceView.Action;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaceTrackTest {
  private static final RgbImage EMPTY = DrawnFaces.picture();

  private final DrawnFaces detector = new DrawnFaces();
  private long micros = 1_000_000;

  private static FaceTrack track(FaceChoice choice, LostFace lost) {
    return new FaceTrack(new Settings(choice, lost, 0.1), State.START);
  }

  private static FaceTrack track() {
    return track(FaceChoice.largest(), LostFace.HOLD);
  }

  private FaceView next(FaceTrack track, RgbImage image) {
    micros += 40_000;
    return track.advance(image, micros, detector);
  }

  @Test
  void cropsAVoxcelebSquareAroundTheFace() {
    FaceView view = next(track(), DrawnFaces.picture(new Drawn(0, 130, 70, 60)));
    assertThat(view).isEqualTo(FaceView.drive(new Square(109, 49, 103)));
  }

  @Test
  void theCropRestsWhileTheFaceTremblesAndGlidesAfterItWhenItLeaves() {
    FaceTrack track = track();
    Square first = next(track, DrawnFaces.picture(new Drawn(0, 130, 70, 60))).square();
    for (int i = 0; i < 10; i++) {
      RgbImage trembling = DrawnFaces.picture(new Drawn(0, 128 + i % 5, 71 - i % 3, 60 + i % 3));
      assertThat(next(track, trembling).square()).isEqualTo(first);
    }
    int last = first.left();
    for (int i = 0; i < 75; i++) {
      int left = Math.min(170, 130 + 2 * i);
      int cropLeft = next(track, DrawnFaces.picture(new Drawn(0, left, 70, 60))).square().left();
      assertThat(cropLeft - last).isBetween(0, 4);
      last = cropLeft;
    }
    assertThat((double) last).isCloseTo(first.left() + 40, within(3.0));
  }

  @Test
  void faceIsChosenBySizePlaceOrIndex() {
    RgbImage three =
        DrawnFaces.picture(
            new Drawn(0, 200, 60, 50), new Drawn(1, 20, 60, 40), new Drawn(2, 110, 60, 60));
    assertThat(chosen(FaceChoice.largest(), three)).isEqualTo(140);
    assertThat(chosen(FaceChoice.nearest(0.1, 0.5), three)).isEqualTo(40);
    assertThat(chosen(FaceChoice.index(2), three)).isEqualTo(225);
    FaceTrack fourth = track(FaceChoice.index(3), LostFace.SLATE);
    assertThat(next(fourth, three).action()).isEqualTo(Action.SLATE);
  }

  private double chosen(FaceChoice choice, RgbImage image) {
    FaceTrack track = track(choice, LostFace.HOLD);
    next(track, image);
    return track.face().orElseThrow().centreX();
  }

  @Test
  void staysWithItsFaceWhenALargerOneAppears() {
    FaceTrack track = track();
    next(track, DrawnFaces.picture(new Drawn(0, 40, 70, 50)));
    next(track, DrawnFaces.picture(new Drawn(0, 40, 70, 50), new Drawn(1, 160, 50, 90)));
    assertThat(track.face().orElseThrow().centreX()).isEqualTo(65);
  }

  @Test
  void twoTracksNeverFollowOneFace() {
    FaceTrack first = track();
    FaceTrack second = track();
    RgbImage two = DrawnFaces.picture(new Drawn(0, 40, 70, 50), new Drawn(1, 160, 50, 90));
    next(first, two);
    second.advance(two, micros, detector, List.of(first.face().orElseThrow()));
    assertThat(second.face().orElseThrow().centreX()).isEqualTo(65);
    RgbImage one = DrawnFaces.picture(new Drawn(1, 160, 50, 90));
    next(first, one);
    FaceView view = second.advance(one, micros, detector, List.of(first.face().orElseThrow()));
    assertThat(view.action()).isEqualTo(Action.HOLD);
  }

  @Test
  void aFaceThatTheDetectorMissesIsFollowedByItsLooksForThreeSeconds() {
    FaceTrack track = track();
    next(track, DrawnFaces.picture(new Drawn(0, 100, 70, 60)));
    detector.blind = true;
    Action action = Action.DRIVE;
    int followed = 0;
    for (int i = 1; action == Action.DRIVE; i++) {
      action = next(track, DrawnFaces.picture(new Drawn(0, 100 + i, 70, 60))).action();
      if (action == Action.DRIVE) {
        followed = i;
        assertThat(track.face().orElseThrow().centreX()).isCloseTo(130 + i, within(2.0));
      }
    }
    assertThat(followed).isEqualTo(75);
  }

  @Test
  void aCutLosesTheFaceAtOnceAndFindsTheNextOneInTheSameFrame() {
    FaceTrack track = track();
    next(track, DrawnFaces.picture(new Drawn(0, 20, 70, 50)));
    Square after = next(track, DrawnFaces.picture(new Drawn(1, 200, 20, 80))).square();
    assertThat(after.left() + after.side() / 2.0).isCloseTo(240, within(1.0));
    assertThat(next(track, EMPTY).action()).isEqualTo(Action.HOLD);
  }

  @ParameterizedTest
  @EnumSource(LostFace.class)
  void withoutAFaceTheStreamDoesWhatItsOptionSays(LostFace lost) {
    FaceTrack track = track(FaceChoice.largest(), lost);
    Action before = next(track, EMPTY).action();
    assertThat(before.name()).isEqualTo(lost == LostFace.HOLD ? "SLATE" : lost.name());
    micros += 500_000;
    next(track, DrawnFaces.picture(new Drawn(0, 100, 70, 60)));
    assertThat(next(track, EMPTY).action().name()).isEqualTo(lost.name());
  }

  @Test
  void aLostFaceIsSearchedFiveTimesASecond() {
    FaceTrack track = track();
    for (int i = 0; i < 50; i++) {
      next(track, EMPTY);
    }
    assertThat(detector.wholeSearches).isEqualTo(10);
  }

  @Test
  void aRestoredTrackGoesOnAsTheOldOne() {
    FaceTrack track = track();
    next(track, DrawnFaces.picture(new Drawn(0, 100, 70, 60)));
    next(track, DrawnFaces.picture(new Drawn(0, 112, 70, 60)));
    FaceTrack restored =
        new FaceTrack(new Settings(FaceChoice.largest(), LostFace.HOLD, 0.1), track.state());
    detector.blind = true;
    RgbImage later = DrawnFaces.picture(new Drawn(0, 120, 72, 60));
    FaceView expected = next(track, later);
    assertThat(restored.advance(later, micros, detector)).isEqualTo(expected);
    assertThat(restored.face()).isEqualTo(track.face());
  }

  @Test
  void settingsOutsideTheirRangesAreRefused() {
    assertThatThrownBy(() -> new Settings(FaceChoice.largest(), LostFace.HOLD, 0))
        .hasMessageContaining("above 0 to 1");
    assertThatThrownBy(() -> FaceChoice.nearest(1.5, 0)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> FaceChoice.index(-1)).hasMessageContaining("from 0");
  }
}
