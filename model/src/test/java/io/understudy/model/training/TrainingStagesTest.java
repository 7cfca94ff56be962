package io.understudy.model.training;

import static io.understudy.model.training.TinyTraining.DETAILED;
import static io.understudy.model.training.TinyTraining.PAIRS;
import static io.understudy.model.training.TinyTraining.PRESET;
import static io.understudy.model.training.TinyTraining.RATE;
import static io.understudy.model.training.TinyTraining.REFINED;
import static io.understudy.model.training.TinyTraining.SCALED;
import static io.understudy.model.training.TinyTraining.SCALED_DETAILED;
import static io.understudy.model.training.TinyTraining.generatorWeight;
import static io.understudy.model.training.TinyTraining.guidedPairs;
import static io.understudy.model.training.TinyTraining.initial;
import static io.understudy.model.training.TinyTraining.largestChange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each stage of a training teaches, and what it leaves alone. */
class TrainingStagesTest {
  private static final StageSteps KEYPOINTS_ALONE = new StageSteps(1000, 0, 0, 0);
  private static final StageSteps SCALE_ALONE = new StageSteps(0, 0, 1000, 0);
  private static final StageSteps MOTION_ALONE = new StageSteps(0, 0, 0, 1000);

  @Test
  void keypointsGoToTheLandmarksOfTheFace() {
    List<Pair> guided = guidedPairs();
    try (Trainer trainer = trainer(KEYPOINTS_ALONE, false)) {
      double first = trainer.step(guided, RATE).losses().get("landmarks_source");
      double last = 0;
      for (int i = 0; i < 60; i++) {
        last = trainer.step(guided, RATE).losses().get("landmarks_source");
      }
      assertThat(last).isLessThan(0.6 * first);
    }
  }

  @Test
  void stepsOfKeypointsAloneLeaveTheGeneratorAsItWas() {
    try (Trainer trainer = trainer(KEYPOINTS_ALONE, false)) {
      FloatBuffer before = generatorWeight(trainer);

      StepReport report = trainer.step(PAIRS, RATE);

      assertThat(report.losses()).doesNotContainKey("pixel");
      assertThat(generatorWeight(trainer)).isEqualTo(before);
    }
  }

  @Test
  void stepsOfMotionTeachTheFlowAndNotTheGenerator() {
    List<Pair> guided = guidedPairs();
    try (Trainer trainer = trainer(MOTION_ALONE, false)) {
      FloatBuffer before = generatorWeight(trainer);

      StepReport report = trainer.step(guided, RATE);

      assertThat(report.losses())
          .containsKeys("flow", "expression", "warped")
          .doesNotContainKey("pixel");
      assertThat(generatorWeight(trainer)).isEqualTo(before);
    }
  }

  @Test
  void stepsOfScaleAloneTeachTheTransformationAndNothingElse() {
    try (Trainer trainer = scaleTrainer(SCALED);
        Trainer untaught = scaleTrainer(SCALED)) {
      Weights before = trainer.state("");

      trainer.step(PAIRS, RATE);
      untaught.step(PAIRS, 0);
      // The same numbers of steps draw the same scales for both.
      double learned = trainer.step(PAIRS, RATE).losses().get("fiducials");
      StepReport second = untaught.step(PAIRS, 0);

      Weights after = trainer.state("");
      assertThat(second.losses()).containsOnlyKeys("rectified", "fiducials", "total");
      assertThat(learned).isNotEqualTo(second.losses().get("fiducials"));
      assertThat(largestChange(before, after, "scale_transform.")).isPositive();
      assertThat(largestChange(before, after, "kp_detector.")).isZero();
      assertThat(largestChange(before, after, "generator.")).isZero();
    }
  }

  @Test
  void stepsOfTheDetailTeachItAndNothingElse() {
    List<Pair> pairs = List.of(FacePairs.of(1, 64), FacePairs.of(2, 64));
    try (Trainer trainer = detailTrainer(DETAILED, LossWeights.pixelsAndLandmarks())) {
      Weights before = trainer.state("");

      StepReport first = trainer.step(pairs, RATE);
      double last = 0;
      for (int i = 0; i < 40; i++) {
        last = trainer.step(pairs, RATE).losses().get("landmarks_detail");
      }

      Weights after = trainer.state("");
      assertThat(first.losses())
          .containsOnlyKeys("landmarks_detail", "landmark_shape_detail", "total");
      assertThat(last).isLessThan(0.7 * first.losses().get("landmarks_detail"));
      assertThat(largestChange(before, after, "kp_detector.detail.")).isPositive();
      assertThat(largestChange(before, after, "kp_detector.predictor.")).isZero();
      assertThat(largestChange(before, after, "generator.")).isZero();
    }
  }

  @Test
  void stepsOfTheDetailNeedItAndLandmarks() {
    assertThatThrownBy(() -> detailTrainer(PRESET, LossWeights.pixelsAndLandmarks()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need part 'detail' in preset tiny and landmarks");
    assertThatThrownBy(() -> detailTrainer(DETAILED, LossWeights.pixelsOnly()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fetch the face mesh");
  }

  @Test
  void stepsOfScaleAloneNeedATransformation() {
    assertThatThrownBy(() -> scaleTrainer(PRESET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tiny has no scale transformation");
  }

  @Test
  void frozenKeypointsStayWhileTheRestLearns() {
    List<Pair> guided = guidedPairs();
    String detector = "kp_detector.kp.weight";
    try (Trainer trainer = trainer(StageSteps.NONE, true)) {
      FloatBuffer generator = generatorWeight(trainer);
      FloatBuffer before = trainer.state("").tensor(detector).floats();

      trainer.step(guided, RATE);

      assertThat(trainer.state("").tensor(detector).floats()).isEqualTo(before);
      assertThat(generatorWeight(trainer)).isNotEqualTo(generator);
    }
  }

  @Test
  void behindFrozenKeypointsFlowsAreMadeOfWhatTheSecondLookFinds() {
    for (Preset preset : List.of(DETAILED, SCALED_DETAILED)) {
      Weights one = initial(preset);
      Weights other = withAnotherSecondLook(one, preset);

      assertThat(pixelLoss(one, true)).isNotEqualTo(pixelLoss(other, true));
      assertThat(pixelLoss(one, false)).isEqualTo(pixelLoss(other, false));
    }
  }

  @Test
  void contactSheetsShowWhatTheLossesSee() {
    for (Preset preset : List.of(DETAILED, SCALED_DETAILED)) {
      Weights one = initial(preset);
      Weights other = withAnotherSecondLook(one, preset);

      assertThat(drawn(one, true)).isNotEqualTo(drawn(other, true));
      assertThat(drawn(one, false)).isEqualTo(drawn(other, false));
    }
  }

  private static byte[] drawn(Weights weights, boolean frozenKeypoints) {
    try (Trainer trainer = new Trainer(weights, pixelsOnly(frozenKeypoints))) {
      return trainer.preview(PAIRS).get(0).output().rgb();
    }
  }

  @Test
  void whatDrawsMouthAndEyesAgainCanLearnAlone() {
    OptimizerSettings optimizer =
        OptimizerSettings.published(RATE)
            .withRateFactors(Map.of("kp_detector.", 0.0, "generator.", 0.0));
    TrainingSettings settings =
        TinyTraining.settings(
            Precision.EXACT, optimizer, LossWeights.pixelsOnly(), StageSteps.NONE, true);
    List<Pair> pairs = List.of(FacePairs.of(1, 64), FacePairs.of(2, 64));
    try (Trainer trainer = new Trainer(initial(REFINED), settings)) {
      Weights before = trainer.state("");

      double first = meanOfFive(trainer, pairs);
      for (int i = 0; i < 30; i++) {
        trainer.step(pairs, RATE);
      }
      double last = meanOfFive(trainer, pairs);

      Weights after = trainer.state("");
      assertThat(last).isLessThan(first);
      assertThat(largestChange(before, after, "face_refiner.")).isPositive();
      assertThat(largestChange(before, after, "kp_detector.")).isZero();
      assertThat(largestChange(before, after, "generator.")).isZero();
    }
  }

  private static double meanOfFive(Trainer trainer, List<Pair> pairs) {
    return IntStream.range(0, 5)
        .mapToDouble(i -> trainer.step(pairs, RATE).losses().get("pixel"))
        .average()
        .orElseThrow();
  }

  private static Weights withAnotherSecondLook(Weights weights, Preset preset) {
    List<HostTensor> tensors = new ArrayList<>(weights.tensors());
    String name = "kp_detector.detail.kp.weight";
    HostTensor other = Networks.initialWeights(preset, 4).tensor(name);
    tensors.replaceAll(tensor -> tensor.name().equals(name) ? other : tensor);
    return Weights.of(preset, weights.description().training(), tensors);
  }

  private static TrainingSettings pixelsOnly(boolean frozenKeypoints) {
    return TinyTraining.settings(
        Precision.EXACT,
        OptimizerSettings.published(RATE),
        LossWeights.pixelsOnly(),
        StageSteps.NONE,
        frozenKeypoints);
  }

  private static double pixelLoss(Weights weights, boolean frozenKeypoints) {
    try (Trainer trainer = new Trainer(weights, pixelsOnly(frozenKeypoints))) {
      return trainer.step(PAIRS, RATE).losses().get("pixel");
    }
  }

  private static Trainer trainer(StageSteps stages, boolean frozenKeypoints) {
    return trainer(PRESET, LossWeights.pixelsAndLandmarks(), stages, frozenKeypoints);
  }

  private static Trainer scaleTrainer(Preset preset) {
    return trainer(preset, LossWeights.pixelsOnly(), SCALE_ALONE, false);
  }

  private static Trainer detailTrainer(Preset preset, LossWeights losses) {
    return trainer(preset, losses, new StageSteps(0, 1000, 0, 0), false);
  }

  private static Trainer trainer(
      Preset preset, LossWeights losses, StageSteps stages, boolean frozenKeypoints) {
    return new Trainer(
        initial(preset),
        TinyTraining.settings(
            Precision.EXACT, OptimizerSettings.published(RATE), losses, stages, frozenKeypoints));
  }
}
