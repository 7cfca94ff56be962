package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.FaceTracking.Choice;
import io.understudy.connectors.contract.FaceTracking.Lost;
import io.understudy.connectors.contract.JitterFilter;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Session;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SessionOptionsTest {
  private static Session read(String... arguments) {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return options.session("feed", "anna");
  }

  @Test
  void leavesEverythingToTheJobWhereNothingIsSaid() {
    assertThat(read())
        .isEqualTo(
            new Session(
                "feed",
                "anna",
                "",
                "",
                MotionMode.BEST,
                DeliveryMode.LIVE,
                0,
                Crop.CENTRE,
                0,
                false,
                true,
                false));
  }

  @Test
  void readsEveryOption() {
    Session session =
        read(
            "--preset=mcnet-256",
            "--weights-id=ab12",
            "--motion=best",
            "--delivery=complete",
            "--deadline-millis=120",
            "--output-size=512",
            "--paste-back",
            "--jitter-filter=0.5,8",
            "--scale-smoothing-millis=250",
            "--face=nearest:0.25,0.75",
            "--lost-face=pass-through",
            "--smallest-face=0.2");

    assertThat(session)
        .isEqualTo(
            new Session(
                    "feed",
                    "anna",
                    "mcnet-256",
                    "ab12",
                    MotionMode.BEST,
                    DeliveryMode.COMPLETE,
                    120,
                    Crop.CENTRE,
                    512,
                    true,
                    true,
                    false)
                .steadied(
                    new JitterFilter(0.5, 8, JitterFilter.DEFAULT.speedCutoffHertz()),
                    250,
                    new FaceTracking(Choice.NEAREST, 0.25, 0.75, 0, Lost.PASS_THROUGH, 0.2)));
  }

  @Test
  void takesTheUsualFilterAndTheLargestFaceWithoutNumbers() {
    assertThat(read("--jitter-filter").jitterFilter()).isEqualTo(JitterFilter.DEFAULT);
    assertThat(read("--face", "largest").faceTracking()).isEqualTo(FaceTracking.DEFAULT);
    assertThat(read("--face=index:2").faceTracking())
        .isEqualTo(new FaceTracking(Choice.INDEX, 0, 0, 2, Lost.HOLD, 0.12));
    assertThat(read("--lost-face=slate").faceTracking())
        .isEqualTo(new FaceTracking(Choice.LARGEST, 0, 0, 0, Lost.SLATE, 0.12));
  }

  @Test
  void aHeadThatIsPastedBackIsFollowedUnlessTheCentreIsAskedFor() {
    assertThat(read("--paste-back").faceTracking()).isEqualTo(FaceTracking.DEFAULT);
    assertThat(read("--paste-back", "--face=centre").faceTracking()).isNull();
  }

  @Test
  void everyOtherFaceHasASourceOfItsOwn() {
    Session session =
        read(
            "--paste-back",
            "--face=index:0",
            "--smallest-face=0.3",
            "--other-face=b@c.jpg@index:1");
    assertThat(session.otherFaces())
        .containsExactly(
            new OtherFace("anna-2", new FaceTracking(Choice.INDEX, 0, 0, 1, Lost.HOLD, 0.3)));
    assertThatThrownBy(() -> read("--other-face=ben.jpg@index:1"))
        .hasMessageContaining("only with --paste-back");
    assertThatThrownBy(() -> read("--paste-back", "--other-face=ben.jpg"))
        .hasMessageContaining("IMAGE@FACE");
  }
}
