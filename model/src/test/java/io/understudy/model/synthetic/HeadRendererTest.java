package io.understudy.model.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.Picture;
import org.junit.jupiter.api.Test;

class HeadRendererTest {
  private static final int SIZE = 128;
  private static final HeadIdentity PERSON = HeadIdentity.random(11);

  /** Treats both sides of a face alike. */
  private static final Light FRONTAL = new Light(0, 0.4, 1, 0.95, 0.34);

  private static Picture render(HeadIdentity identity, HeadState state) {
    return HeadRenderer.render(new Scene(identity, state, FRONTAL), SIZE);
  }

  private static double meanDifference(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 255) - (b.rgb()[i] & 255));
    }
    return sum / a.rgb().length;
  }

  @Test
  void equalScenesGiveEqualPicturesAndOtherPeopleOtherOnes() {
    Picture first = render(PERSON, HeadState.NEUTRAL);
    assertThat(render(HeadIdentity.random(11), HeadState.NEUTRAL).rgb()).isEqualTo(first.rgb());
    assertThat(meanDifference(first, render(HeadIdentity.random(12), HeadState.NEUTRAL)))
        .isGreaterThan(5);
  }

  @Test
  void closingTheEyesChangesThePictureOnlyAroundThem() {
    Picture open = render(PERSON, HeadState.NEUTRAL);
    Picture shut = render(PERSON, HeadState.NEUTRAL.withEyes(0, 0, 0, 0));
    assertChangesAreWithin(open, shut, eyeRow() - 14, eyeRow() + 14);
  }

  private static int eyeRow() {
    float y = landmark(HeadState.NEUTRAL, Landmark.EYE_INNER_LEFT)[1];
    return Math.round((y + 1) / 2 * (SIZE - 1));
  }

  @Test
  void openingTheMouthChangesThePictureOnlyInTheLowerFace() {
    Picture shut = render(PERSON, HeadState.NEUTRAL);
    Picture open = render(PERSON, HeadState.NEUTRAL.withMouth(1, 0));
    assertChangesAreWithin(shut, open, eyeRow() + 8, SIZE - 1);
  }

  private static void assertChangesAreWithin(Picture a, Picture b, int top, int bottom) {
    int changed = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      if (Math.abs((a.rgb()[i] & 255) - (b.rgb()[i] & 255)) > 3) {
        changed++;
        assertThat(i / 3 / SIZE).isBetween(top, bottom);
      }
    }
    assertThat(changed).isGreaterThan(60);
  }

  @Test
  void theLandmarksFollowTheHeadOnScreen() {
    float[] neutral = landmark(HeadState.NEUTRAL, Landmark.NOSE_TIP);
    assertThat(landmark(HeadState.NEUTRAL.withPose(30, 0, 0), Landmark.NOSE_TIP)[0])
        .isGreaterThan(neutral[0] + 0.1f);
    assertThat(landmark(HeadState.NEUTRAL.withPose(0, 20, 0), Landmark.NOSE_TIP)[1])
        .isLessThan(neutral[1] - 0.05f);
    float chin = landmark(HeadState.NEUTRAL, Landmark.CHIN)[1];
    assertThat(landmark(HeadState.NEUTRAL.withMouth(1, 0), Landmark.CHIN)[1])
        .isGreaterThan(chin + 0.05f);
    float[] left = landmark(HeadState.NEUTRAL, Landmark.MOUTH_LEFT);
    float[] right = landmark(HeadState.NEUTRAL, Landmark.MOUTH_RIGHT);
    assertThat(left[0]).isEqualTo(-right[0], org.assertj.core.data.Offset.offset(1e-4f));
  }

  private static float[] landmark(HeadState state, Landmark landmark) {
    float[] all = HeadTruth.landmarks(PERSON, state);
    return new float[] {all[2 * landmark.ordinal()], all[2 * landmark.ordinal() + 1]};
  }

  @Test
  void theUpperLidsFollowTheOpeningOfTheirEye() {
    HeadState wink = HeadState.NEUTRAL.withEyes(0, 1, 0, 0);
    assertThat(opening(HeadState.NEUTRAL, Landmark.EYE_TOP_LEFT, Landmark.EYE_BOTTOM_LEFT))
        .isGreaterThan(0.05f);
    assertThat(opening(wink, Landmark.EYE_TOP_LEFT, Landmark.EYE_BOTTOM_LEFT)).isLessThan(0.01f);
    assertThat(landmark(wink, Landmark.EYE_TOP_RIGHT))
        .isEqualTo(landmark(HeadState.NEUTRAL, Landmark.EYE_TOP_RIGHT));
  }

  private static float opening(HeadState state, Landmark top, Landmark bottom) {
    return landmark(state, bottom)[1] - landmark(state, top)[1];
  }

  @Test
  void turningTheOtherWayMirrorsThePictureInSymmetricLight() {
    Picture right = render(PERSON, HeadState.NEUTRAL.withPose(20, 0, 0));
    Picture left = render(PERSON, HeadState.NEUTRAL.withPose(-20, 0, 0));
    assertThat(meanDifference(right, mirrored(left)))
        .as("skin and strands are not symmetric, the rest is")
        .isLessThan(meanDifference(right, left) / 3);
  }

  private static Picture mirrored(Picture picture) {
    byte[] rgb = new byte[picture.rgb().length];
    for (int i = 0; i < SIZE * SIZE; i++) {
      int from = i / SIZE * SIZE + SIZE - 1 - i % SIZE;
      System.arraycopy(picture.rgb(), 3 * from, rgb, 3 * i, 3);
    }
    return new Picture(SIZE, SIZE, rgb);
  }

  @Test
  void scaleScalesTheLandmarksAboutTheCentre() {
    float[] one = HeadTruth.landmarks(PERSON, HeadState.NEUTRAL);
    float[] half = HeadTruth.landmarks(PERSON, HeadState.NEUTRAL.withScale(0.5));
    for (int i = 0; i < one.length; i++) {
      assertThat(half[i]).isEqualTo(one[i] / 2, org.assertj.core.data.Offset.offset(1e-5f));
    }
  }

  @Test
  void aShiftByWholeGridStepsMovesThePictureByAsManyPixels() {
    double thirtyPixels = 30.0 / (SIZE - 1);
    HeadState aside = new HeadState(0, 0, 0, thirtyPixels, 0, 1, 0, 0, 1, 1, 0, 0, 0);
    HeadTruth.Flow flow = HeadTruth.flow(PERSON, HeadState.NEUTRAL, aside, SIZE);
    double[] error = error(render(PERSON, HeadState.NEUTRAL), render(PERSON, aside), flow);
    assertThat(error[1]).as("visible pixels").isGreaterThan(SIZE * SIZE / 4.0);
    assertThat(error[0])
        .as("mean difference in 8-bit levels: 0.05 on one grid, 1.2 on sample centres")
        .isLessThan(0.3);
  }

  @Test
  void theTrueFlowCarriesOnePictureIntoTheOther() {
    HeadState from = HeadState.NEUTRAL;
    HeadState to = HeadState.NEUTRAL.withPose(8, 4, 5);
    Picture source = render(PERSON, from);
    Picture target = render(PERSON, to);
    HeadTruth.Flow flow = HeadTruth.flow(PERSON, from, to, SIZE);

    double[] warped = error(source, target, flow);
    HeadTruth.Flow still = HeadTruth.flow(PERSON, from, from, SIZE);
    double[] copied =
        error(source, target, new HeadTruth.Flow(SIZE, still.positions(), flow.visible()));

    assertThat(warped[1]).as("visible pixels").isGreaterThan(SIZE * SIZE / 4.0);
    assertThat(warped[0]).as("mean difference under the true flow").isLessThan(copied[0] / 2);
  }

  /** Mean absolute difference over visible pixels, and how many there are. */
  private static double[] error(Picture source, Picture target, HeadTruth.Flow flow) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
      if (flow.visible()[i]) {
        double x = (flow.positions()[2 * i] + 1) / 2 * (SIZE - 1);
        double y = (flow.positions()[2 * i + 1] + 1) / 2 * (SIZE - 1);
        for (int c = 0; c < 3; c++) {
          sum += Math.abs(bilinear(source, x, y, c) - (target.rgb()[3 * i + c] & 255));
        }
        count++;
      }
    }
    return new double[] {sum / count / 3, count};
  }

  private static double bilinear(Picture picture, double x, double y, int channel) {
    int left = (int) Math.min(SIZE - 2, Math.max(0, x));
    int top = (int) Math.min(SIZE - 2, Math.max(0, y));
    double u = x - left;
    double v = y - top;
    double upper =
        level(picture, left, top, channel) * (1 - u) + level(picture, left + 1, top, channel) * u;
    double lower =
        level(picture, left, top + 1, channel) * (1 - u)
            + level(picture, left + 1, top + 1, channel) * u;
    return upper * (1 - v) + lower * v;
  }

  private static double level(Picture picture, int x, int y, int channel) {
    return picture.rgb()[3 * (y * SIZE + x) + channel] & 255;
  }

  @Test
  void aTalkingPersonStartsNeutralBlinksSpeaksAndMovesSmoothly() {
    DrivingMotion motion = DrivingMotion.of(3);
    assertThat(motion.at(0)).isEqualTo(HeadState.NEUTRAL);
    double widest = 0;
    double narrowest = 1;
    for (int frame = 1; frame < 250; frame++) {
      HeadState before = motion.at((frame - 1) / 25.0);
      HeadState now = motion.at(frame / 25.0);
      assertThat(Math.abs(now.yawDegrees() - before.yawDegrees())).isLessThan(4);
      widest = Math.max(widest, now.mouthOpen());
      narrowest = Math.min(narrowest, now.eyeOpenLeft());
    }
    assertThat(widest).isGreaterThan(0.4);
    assertThat(narrowest).isLessThan(0.1);
  }

  @Test
  void sizesAndParametersOutOfRangeAreRefusedByName() {
    assertThatThrownBy(
            () -> HeadRenderer.render(new Scene(PERSON, HeadState.NEUTRAL, Light.STUDIO), 8))
        .hasMessageContaining("sizePixels must be 16 to 2048, got 8");
    assertThatThrownBy(() -> HeadState.NEUTRAL.withScale(Double.NaN))
        .hasMessageContaining("scale must be 0.4 to 2.0, got NaN");
  }
}
