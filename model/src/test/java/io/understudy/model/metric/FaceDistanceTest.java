package io.understudy.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaceDistanceTest {
  @Test
  void keypointDistanceAveragesCoordinatesNotPositions() {
    assertThat(FaceDistance.keypoints(new float[] {0, 0, 1, 1}, new float[] {3, 4, 1, 1}))
        .isEqualTo(7 / 4.0);
  }

  @Test
  void identityDistanceIsTheSumOfSquares() {
    assertThat(FaceDistance.embeddings(new float[] {1, 2}, new float[] {4, 6})).isEqualTo(25);
  }

  @Test
  void likenessIgnoresLength() {
    assertThat(FaceDistance.cosine(new float[] {1, 2}, new float[] {2, 4}))
        .isCloseTo(1, within(1e-12));
    assertThat(FaceDistance.cosine(new float[] {1, 0}, new float[] {0, 5})).isZero();
  }

  @Test
  void anglesAreComparedTheShortWayRound() {
    float[] first = {179, 10, 0};
    float[] second = {-179, 13, 0};
    assertThat(FaceDistance.rotation(first, second)).isCloseTo(5 / 3.0, within(1e-6));
    assertThat(FaceDistance.poseError(first, second))
        .isCloseTo(Math.sqrt((4 + 9) / 3.0), within(1e-6));
  }

  @Test
  void actionUnitsCountWhereBothSayTheSame() {
    assertThat(
            FaceDistance.actionUnits(new float[] {0.6f, 0.4f, 1, 0}, new float[] {1, 0.5f, 0, 0}))
        .isEqualTo(0.75);
  }

  @Test
  void outputsOfDifferentDetectorsAreRefused() {
    assertThatThrownBy(() -> FaceDistance.keypoints(new float[136], new float[936]))
        .hasMessageContaining("136")
        .hasMessageContaining("936");
  }

  @Test
  void aCourseThatFollowsCorrelatesWhateverItsScale() {
    assertThat(Correlation.of(List.of(1.0, 2.0, 4.0), List.of(12.0, 22.0, 42.0)))
        .hasValueCloseTo(1.0, within(1e-12));
    assertThat(Correlation.of(List.of(1.0, 2.0, 4.0), List.of(4.0, 3.0, 1.0)))
        .hasValueCloseTo(-1.0, within(1e-12));
  }

  @Test
  void nothingFollowsAConstant() {
    assertThat(Correlation.of(List.of(1.0, 2.0, 3.0), List.of(0.1, 0.1, 0.1))).isEmpty();
  }
}
