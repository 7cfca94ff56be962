package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.kernel.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs turned, scaled, shifted and relit. */
class ViewAugmentationTest {
  private static final int SIZE = 64;
  private static final int GREY = 90;

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void withoutStrengthAPairStaysAndNothingIsDrawn() {
    Pair pair = new Pair(dot(20, 30), dot(40, 30));
    assertThat(new ViewAugmentation(0).apply(pair, random)).isSameAs(pair);
    assertThat(random.nextLong()).isEqualTo(new SplittableRandom(4).nextLong());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void landmarksGoWhereThePictureGoes(int seed) {
    Pair seen =
        new ViewAugmentation(1)
            .apply(new Pair(dot(28, 36), dot(38, 30)), new SplittableRandom(seed));
    for (LabelledFrame frame : List.of(seen.source(), seen.driving())) {
      double[] bright = middleOfTheBright(frame.picture());
      FaceLandmarks landmarks = frame.landmarks().orElseThrow();
      assertThat((double) landmarks.x(0)).isCloseTo(bright[0], within(0.5));
      assertThat((double) landmarks.y(0)).isCloseTo(bright[1], within(0.5));
    }
  }

  @Test
  void bothFramesAreChangedAlike() {
    Pair seen = new ViewAugmentation(1).apply(new Pair(dot(20, 30), dot(20, 30)), random);
    assertThat(seen.source().picture().rgb())
        .isEqualTo(seen.driving().picture().rgb())
        .isNotEqualTo(dot(20, 30).picture().rgb());
  }

  @Test
  void aQuarterOfThePairsStayWhereTheyAre() {
    ViewAugmentation views = new ViewAugmentation(1);
    long staying =
        IntStream.range(0, 400)
            .mapToObj(i -> views.apply(new Pair(dot(20, 30), dot(20, 30)), random))
            .filter(pair -> pair.source().landmarks().orElseThrow().x(0) == 20)
            .count();
    assertThat(staying).isBetween(75L, 125L);
  }

  @Test
  void gammaGainAndLiftMakeTheToneCurve() {
    Picture grey = new Picture(1, 1, new byte[] {64, 64, 64});
    double dark = 255 * Math.pow(64 / 255.0, 2);
    byte[] lit = ToneCurves.of(2, 2, 1, 100, 10).apply(grey).rgb();
    assertThat(lit).containsExactly((byte) (2 * dark + 10.5), (byte) (dark + 10.5), (byte) 255);
  }

  @Test
  void aStepSeesTheChangedPairsAndDependsOnSeedAndNumberAlone() {
    StepReport plain = step(0);
    StepReport changed = step(1);
    assertThat(changed.losses()).isEqualTo(step(1).losses()).isNotEqualTo(plain.losses());
    assertThat(changed.gradientNorm()).isFinite();
  }

  private static StepReport step(double strength) {
    TrainingSettings usual = TinyTraining.settings(Precision.EXACT, LossWeights.pixelsOnly());
    try (Trainer trainer =
        new Trainer(
            TinyTraining.initial(TinyTraining.PRESET),
            new TrainingSettings(
                usual.sizePixels(),
                usual.precision(),
                usual.optimizer(),
                usual.losses(),
                usual.stages(),
                false,
                strength,
                usual.seed()))) {
      return trainer.step(TinyTraining.guidedPairs(), TinyTraining.RATE);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 2.1, Double.NaN})
  void anotherStrengthIsRefused(double strength) {
    assertThatThrownBy(() -> step(strength))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the view augmentation must be 0 (none) to 2, got " + strength);
  }

  /** Five bright pixels squared about a landmark. */
  private static LabelledFrame dot(int x, int y) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    Arrays.fill(rgb, (byte) GREY);
    for (int row = y - 2; row <= y + 2; row++) {
      Arrays.fill(rgb, 3 * (row * SIZE + x - 2), 3 * (row * SIZE + x + 3), (byte) 255);
    }
    FaceLandmarks landmark = new FaceLandmarks(new float[] {x, y, 0});
    return new LabelledFrame(new Picture(SIZE, SIZE, rgb), Optional.of(landmark));
  }

  /** Weighed by how much brighter than its surroundings a pixel is. */
  private static double[] middleOfTheBright(Picture picture) {
    byte[] rgb = picture.rgb();
    double base = Byte.toUnsignedInt(rgb[1]);
    double sum = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
      double weight = Byte.toUnsignedInt(rgb[3 * i + 1]) - base;
      sum += weight;
      x += weight * (i % SIZE);
      y += weight * (i / SIZE);
    }
    return new double[] {x / sum, y / sum};
  }
}
