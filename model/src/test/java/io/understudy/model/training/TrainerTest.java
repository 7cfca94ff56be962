package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.engine.NetworkReenactor;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.ConsistencyForm;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.MemorySwitches.Split;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  private static final int SIZE = 64;
  private static final double RATE = 1e-3;
  private static final Preset TINY =
      new Preset(
          "tiny",
          new McnetConfiguration(
              new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
              new DenseMotionConfiguration(8, 32, 3, 0.25),
              8,
              Optional.empty()));
  private static final Preset OSTNET =
      new Preset(
          "tiny:scale",
          new McnetConfiguration(
              new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
              new DenseMotionConfiguration(8, 32, 3, 0.25),
              8,
              Optional.empty(),
              Optional.of(ScaleConfiguration.complete())));
  private static final List<Pair> PAIRS = List.of(pair(1), pair(2));

  private static Pair pair(long seed) {
    return new Pair(head(seed, 0.2), head(seed, 1.4));
  }

  private static Picture head(long seed, double seconds) {
    return HeadRenderer.render(
        new Scene(HeadIdentity.random(seed), DrivingMotion.of(seed).at(seconds), Light.STUDIO),
        SIZE);
  }

  private static Trainer trainer(Precision precision, LossWeights losses) {
    return new Trainer(
        Networks.initialWeights(TINY, 3),
        new TrainingSettings(
            SIZE, precision, OptimizerSettings.published(RATE), losses, StageSteps.NONE, false, 5));
  }

  private static Trainer trainer(Precision precision) {
    return trainer(precision, LossWeights.pixelsOnly());
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theLossOfTwoPairsFalls(Precision precision) {
    try (Trainer trainer = trainer(precision)) {
      double first = trainer.step(PAIRS, RATE).losses().get("pixel");
      double last = 0;
      for (int i = 0; i < 40; i++) {
        last = trainer.step(PAIRS, RATE).losses().get("pixel");
      }
      assertThat(last).isLessThan(0.6 * first);
    }
  }

  @Test
  void someParametersLearnSlowerAndOthersNotAtAll() {
    Weights initial = Networks.initialWeights(TINY, 3);
    Map<String, Double> factors = Map.of("kp_detector", 0.0, "kp_detector.jacobian", 0.25);

    Weights learned = afterAStep(initial, factors);

    assertThat(largestChange(initial, learned, "kp_detector.kp.")).isZero();
    assertThat(largestChange(initial, learned, "kp_detector.jacobian."))
        .isCloseTo(0.25 * RATE, withinPercentage(1));
    assertThat(largestChange(initial, learned, "generator.")).isCloseTo(RATE, withinPercentage(1));
  }

  private static Weights afterAStep(Weights initial, Map<String, Double> factors) {
    try (Trainer trainer = new Trainer(initial, withRateFactors(factors))) {
      trainer.step(PAIRS, RATE);
      return trainer.state("two heads");
    }
  }

  private static TrainingSettings withRateFactors(Map<String, Double> factors) {
    OptimizerSettings optimizer = OptimizerSettings.published(RATE).withRateFactors(factors);
    return new TrainingSettings(
        SIZE, Precision.EXACT, optimizer, LossWeights.pixelsOnly(), StageSteps.NONE, false, 5);
  }

  private static double largestChange(Weights before, Weights after, String beginning) {
    double largest = 0;
    for (HostTensor tensor : before.tensors()) {
      if (!tensor.name().startsWith(beginning)
          || after.find("average." + tensor.name()).isEmpty()) {
        continue;
      }
      FloatBuffer old = tensor.floats();
      FloatBuffer young = after.tensor(tensor.name()).floats();
      for (int i = 0; i < old.limit(); i++) {
        largest = Math.max(largest, Math.abs(young.get(i) - old.get(i)));
      }
    }
    return largest;
  }

  @Test
  void aRateOfNoParameterIsRefused() {
    assertThatThrownBy(
            () ->
                new Trainer(
                    Networks.initialWeights(TINY, 3), withRateFactors(Map.of("decoder", 2.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no parameter of tiny begins with 'decoder'")
        .hasMessageContaining("kp_detector.predictor");
  }

  @Test
  void aRestoredTrainerGoesOnBitForBit() {
    try (Trainer whole = trainer(Precision.FAST);
        Trainer resumed = trainer(Precision.FAST)) {
      whole.step(PAIRS, RATE);
      whole.step(PAIRS, RATE);
      resumed.restore(whole.state("two heads"));
      whole.step(PAIRS, RATE);
      resumed.step(PAIRS, RATE);

      assertThat(resumed.state("two heads").description().sha256())
          .isEqualTo(whole.state("two heads").description().sha256());
    }
  }

  @Test
  void aDiscriminatorTakesPartFromItsStepOnAndIsRestored() {
    try (Trainer whole = besideADiscriminator();
        Trainer resumed = besideADiscriminator()) {
      StepReport before = whole.step(PAIRS, RATE);
      StepReport after = whole.step(PAIRS, RATE);
      resumed.restore(whole.state("two heads"));
      whole.step(PAIRS, RATE);
      resumed.step(PAIRS, RATE);

      assertThat(before.losses()).doesNotContainKeys("adversarial", "discriminator");
      assertThat(after.losses()).containsKeys("adversarial", "discriminator");
      assertThat(after.losses().get("adversarial")).isNotZero();
      assertThat(resumed.state("two heads").description().sha256())
          .isEqualTo(whole.state("two heads").description().sha256());
    }
  }

  private static Trainer besideADiscriminator() {
    return new Trainer(
        Networks.initialWeights(TINY, 3),
        new TrainingSettings(
            SIZE,
            Precision.FAST,
            OptimizerSettings.published(RATE),
            LossWeights.pixelsOnly(),
            StageSteps.NONE,
            false,
            5),
        Optional.empty(),
        new AdversarialSettings(AdversarialForm.HINGE, 1, 0.8, 4));
  }

  @Test
  void aStepWhoseLossIsNotFiniteChangesNothing() {
    LossWeights broken = LossWeights.pixelsOnly().with(LossTerm.PIXEL, Double.NaN);
    try (Trainer trainer = trainer(Precision.EXACT, broken)) {
      HostTensor before = weight(trainer);

      StepReport report = trainer.step(PAIRS, RATE);

      assertThat(report.skipped()).isTrue();
      assertThat(weight(trainer).floats()).isEqualTo(before.floats());
    }
  }

  private static HostTensor weight(Trainer trainer) {
    return trainer.state("").tensor("generator.first.conv.weight");
  }

  @Test
  void averagedWeightsRunInTheEngine() {
    try (Trainer trainer = trainer(Precision.EXACT)) {
      trainer.step(PAIRS, RATE);
      Weights weights = trainer.averaged("two heads");
      try (NetworkReenactor reenactor = Networks.reenactor(weights, Precision.EXACT, Device.cpu());
          SourceFeatures source = reenactor.encode(PAIRS.get(0).source().picture())) {
        MotionTrack track = new MotionTrack(MotionMode.ABSOLUTE, null);
        List<Picture> made =
            reenactor.reenact(
                List.of(new DrivenFrame(source, PAIRS.get(0).driving().picture(), track)));
        assertThat(made).hasSize(1);
      }
    }
  }

  @Test
  void theDecoderLearnsAlsoWhereTheBlendDoesNotLookYet() {
    try (Trainer trainer = trainer(Precision.EXACT)) {
      double first = trainer.step(PAIRS, RATE).losses().get("drawn");
      double last = 0;
      for (int i = 0; i < 40; i++) {
        last = trainer.step(PAIRS, RATE).losses().get("drawn");
      }
      assertThat(last).isLessThan(0.6 * first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theConsistencyTermTeachesTheMemory(ConsistencyForm form) {
    try (Trainer trainer = remembering(Optional.of(form))) {
      HostTensor memory = trainer.state("").tensor("generator.mbUnit.mb");
      HostTensor last = trainer.state("").tensor("generator.final.weight");

      double consistency = trainer.step(PAIRS, RATE).losses().get("consistency");

      assertThat(consistency).isPositive();
      Weights after = trainer.state("");
      assertThat(after.tensor("generator.mbUnit.mb").floats()).isNotEqualTo(memory.floats());
      assertThat(after.tensor("generator.final.weight").floats()).isEqualTo(last.floats());
    }
  }

  @Test
  void aMemoryIsTrainedWithTheReleasedFormUnlessItsSwitchesSayOtherwise() {
    double silent = consistency(Optional.empty());

    assertThat(silent).isEqualTo(consistency(Optional.of(ConsistencyForm.RESIZED_FEATURE)));
    assertThat(silent).isNotEqualTo(consistency(Optional.of(ConsistencyForm.WHOLE_FEATURE)));
  }

  private static double consistency(Optional<ConsistencyForm> form) {
    try (Trainer trainer = remembering(form)) {
      return trainer.step(PAIRS, RATE).losses().get("consistency");
    }
  }

  /** Trains a memory by the consistency term alone. */
  private static Trainer remembering(Optional<ConsistencyForm> form) {
    McnetConfiguration plain = (McnetConfiguration) TINY.configuration();
    MemorySwitches switches =
        new MemorySwitches(
            Split.PARITY,
            Conditioning.STYLE,
            KeyValue.DYNAMIC_PAIR,
            Compensation.DIFFERENCE,
            Levels.THREE,
            true,
            true,
            true,
            false,
            0,
            form,
            Optional.empty());
    MemoryConfiguration sizes = new MemoryConfiguration(16, 8, 8, 8).with(switches);
    Preset preset = new Preset("tiny", plain.with(Optional.of(sizes), Optional.empty()));
    return new Trainer(
        Networks.initialWeights(preset, 3),
        new TrainingSettings(
            SIZE,
            Precision.EXACT,
            OptimizerSettings.published(RATE),
            new LossWeights(Map.of(LossTerm.CONSISTENCY, 10.0)),
            StageSteps.NONE,
            false,
            5));
  }

  @Test
  void keypointsGoToTheLandmarksOfTheFace() {
    List<Pair> guided = List.of(guided(1, 0.4f), guided(2, 0.6f));
    try (Trainer trainer = keypointTrainer()) {
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
    try (Trainer trainer = keypointTrainer()) {
      HostTensor before = weight(trainer);

      StepReport report = trainer.step(PAIRS, RATE);

      assertThat(report.losses()).doesNotContainKey("pixel");
      assertThat(weight(trainer).floats()).isEqualTo(before.floats());
    }
  }

  @Test
  void stepsOfMotionTeachTheFlowAndNotTheGenerator() {
    List<Pair> guided = List.of(guided(1, 0.4f), guided(2, 0.6f));
    try (Trainer trainer = trainer(0, 1000)) {
      HostTensor before = weight(trainer);

      StepReport report = trainer.step(guided, RATE);

      assertThat(report.losses())
          .containsKeys("flow", "expression", "warped")
          .doesNotContainKey("pixel");
      assertThat(weight(trainer).floats()).isEqualTo(before.floats());
    }
  }

  @Test
  void stepsOfScaleAloneTeachTheTransformationAndNothingElse() {
    try (Trainer trainer = scaleTrainer(OSTNET);
        Trainer untaught = scaleTrainer(OSTNET)) {
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
  void stepsOfScaleAloneNeedATransformation() {
    assertThatThrownBy(() -> scaleTrainer(TINY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tiny has no scale transformation");
  }

  private static Trainer scaleTrainer(Preset preset) {
    return new Trainer(
        Networks.initialWeights(preset, 3),
        new TrainingSettings(
            SIZE,
            Precision.EXACT,
            OptimizerSettings.published(RATE),
            LossWeights.pixelsOnly(),
            new StageSteps(0, 1000, 0),
            false,
            5));
  }

  @Test
  void frozenKeypointsStayWhileTheRestLearns() {
    List<Pair> guided = List.of(guided(1, 0.4f), guided(2, 0.6f));
    String detector = "kp_detector.kp.weight";
    try (Trainer trainer = trainer(0, 0, true)) {
      HostTensor generator = weight(trainer);
      HostTensor before = trainer.state("").tensor(detector);

      trainer.step(guided, RATE);

      assertThat(trainer.state("").tensor(detector).floats()).isEqualTo(before.floats());
      assertThat(weight(trainer).floats()).isNotEqualTo(generator.floats());
    }
  }

  private static Trainer keypointTrainer() {
    return trainer(1000, 0);
  }

  private static Trainer trainer(long keypointSteps, long motionSteps) {
    return trainer(keypointSteps, motionSteps, false);
  }

  private static Trainer trainer(long keypointSteps, long motionSteps, boolean frozenKeypoints) {
    return new Trainer(
        Networks.initialWeights(TINY, 3),
        new TrainingSettings(
            SIZE,
            Precision.EXACT,
            OptimizerSettings.published(RATE),
            LossWeights.pixelsAndLandmarks(),
            new StageSteps(keypointSteps, 0, motionSteps),
            frozenKeypoints,
            5));
  }

  /** A pair whose landmarks are all at one place of the picture. */
  private static Pair guided(long seed, float place) {
    float[] coordinates = new float[3 * 468];
    Arrays.fill(coordinates, place * SIZE);
    Optional<FaceLandmarks> landmarks = Optional.of(new FaceLandmarks(coordinates));
    Pair pair = pair(seed);
    return new Pair(
        new LabelledFrame(pair.source().picture(), landmarks),
        new LabelledFrame(pair.driving().picture(), landmarks));
  }
}
