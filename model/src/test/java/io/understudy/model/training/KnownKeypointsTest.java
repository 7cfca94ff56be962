package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.ost.ScaleAugmentation.Extent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownKeypointsTest {
  private static final int SIDE = 65;
  private static final int KEYPOINTS = 15;
  private static final Picture PICTURE = new Picture(SIDE, SIDE, new byte[3 * SIDE * SIDE]);
  private static final int LEFT_CORNER = 61;
  private static final int RIGHT_CORNER = 291;

  /** A face whose left corner of the mouth is at a quarter of the width. */
  private static LabelledFrame face() {
    float[] coordinates = new float[3 * 468];
    Arrays.fill(coordinates, 32);
    coordinates[3 * LEFT_CORNER] = 16;
    coordinates[3 * LEFT_CORNER + 1] = 48;
    coordinates[3 * RIGHT_CORNER] = 56;
    coordinates[3 * RIGHT_CORNER + 1] = 40;
    return new LabelledFrame(PICTURE, Optional.of(new FaceLandmarks(coordinates)));
  }

  private static float[] corners(KnownKeypoints known) {
    return known.positions().get("0, 2:4").toFloatArray();
  }

  @Test
  void landmarksBecomePositionsFromMinusOneToOne() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      KnownKeypoints known =
          KnownKeypoints.of(execution, List.of(face()), List.of(false), KEYPOINTS);

      assertThat(corners(known))
          .containsExactly(new float[] {-0.5f, 0.5f, 0.75f, 0.25f}, within(1e-6f));
    }
  }

  @Test
  void inAMirrorLeftBecomesRight() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      KnownKeypoints known =
          KnownKeypoints.of(execution, List.of(face()), List.of(true), KEYPOINTS);

      assertThat(corners(known))
          .containsExactly(new float[] {-0.75f, 0.25f, 0.5f, 0.5f}, within(1e-6f));
    }
  }

  @Test
  void aNarrowedFaceHasNarrowedPositions() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      KnownKeypoints known =
          KnownKeypoints.of(execution, List.of(face()), List.of(false), KEYPOINTS)
              .scaled(execution, List.of(new Extent(0.8, 1)));

      assertThat(corners(known))
          .containsExactly(new float[] {-0.4f, 0.5f, 0.6f, 0.25f}, within(1e-6f));
    }
  }

  @Test
  void aFrameWithoutAFaceIsNotKnown() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      KnownKeypoints known =
          KnownKeypoints.of(
              execution,
              List.of(face(), new LabelledFrame(PICTURE)),
              List.of(false, false),
              KEYPOINTS);

      assertThat(known.known().toFloatArray()).containsExactly(1, 0);
    }
  }
}
