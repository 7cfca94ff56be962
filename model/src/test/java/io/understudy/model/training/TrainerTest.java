package io.understudy.model.training;

import static io.understudy.model.training.TinyTraining.PAIRS;
import static io.understudy.model.training.TinyTraining.PRESET;
import static io.understudy.model.training.TinyTraining.RATE;
import static io.understudy.model.training.TinyTraining.generatorWeight;
import static io.understudy.model.training.TinyTraining.initial;
import static io.understudy.model.training.TinyTraining.largestChange;
import static io.understudy.model.training.TinyTraining.settings;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.engine.NetworkReenactor;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.TpsmConfiguration;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  private static Trainer trainer(Precision precision, LossWeights losses) {
    return new Trainer(initial(PRESET), settings(precision, losses));
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
    Weights initial = initial(PRESET);
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
    return settings(Precision.EXACT, optimizer, LossWeights.pixelsOnly(), StageSteps.NONE, false);
  }

  @Test
  void aRateOfNoParameterIsRefused() {
    assertThatThrownBy(() -> new Trainer(initial(PRESET), withRateFactors(Map.of("decoder", 2.0))))
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
        initial(PRESET),
        settings(Precision.FAST, LossWeights.pixelsOnly()),
        Optional.empty(),
        new AdversarialSettings(AdversarialForm.HINGE, 1, 0.8, 4));
  }

  @Test
  void aStepWhoseLossIsNotFiniteChangesNothing() {
    LossWeights broken = LossWeights.pixelsOnly().with(LossTerm.PIXEL, Double.NaN);
    try (Trainer trainer = trainer(Precision.EXACT, broken)) {
      FloatBuffer before = generatorWeight(trainer);

      StepReport report = trainer.step(PAIRS, RATE);

      assertThat(report.skipped()).isTrue();
      assertThat(generatorWeight(trainer)).isEqualTo(before);
    }
  }

  /** Batch norms gather what they see before anybody knows that the loss is not finite. */
  @Test
  void nothingIsGatheredFromAForwardPassThatOverflows() {
    try (Trainer trainer =
        new Trainer(
            overflowing(),
            settings(Precision.EXACT, LossWeights.pixelsOnly()),
            Optional.empty(),
            new AdversarialSettings(AdversarialForm.HINGE, 0, 0.8, 4))) {
      Weights before = trainer.state("two heads");

      StepReport report = trainer.step(PAIRS, RATE);

      assertThat(report.skipped()).isTrue();
      assertThat(gathered(trainer.state("two heads")))
          .hasSizeGreaterThan(4)
          .isEqualTo(gathered(before));
    }
  }

  private static Weights overflowing() {
    Weights initial = initial(PRESET);
    List<HostTensor> tensors = new ArrayList<>(initial.tensors());
    String name = "generator.first.conv.weight";
    long[] shape = initial.tensor(name).shape();
    float[] huge = new float[initial.tensor(name).size()];
    Arrays.fill(huge, 3e38f);
    tensors.replaceAll(
        tensor -> tensor.name().equals(name) ? HostTensor.ofFloats(name, shape, huge) : tensor);
    return Weights.of(initial.description().asPreset(), initial.description().training(), tensors);
  }

  private static Map<String, FloatBuffer> gathered(Weights state) {
    return state.tensors().stream()
        .filter(tensor -> tensor.name().contains("running_"))
        .collect(toMap(HostTensor::name, HostTensor::floats));
  }

  @Test
  void aPreviewLeavesTheTrainerAsItIs() {
    try (Trainer trainer = trainer(Precision.EXACT)) {
      trainer.step(PAIRS, RATE);
      Weights before = trainer.state("two heads");

      assertThat(trainer.preview(PAIRS)).hasSize(PAIRS.size());

      assertThat(trainer.state("two heads").description().sha256())
          .isEqualTo(before.description().sha256());
    }
  }

  @Test
  void aDiscriminatorWithoutAnythingToBeWeighedAgainstIsRefused() {
    AdversarialSettings judge = new AdversarialSettings(AdversarialForm.HINGE, 1, 0.8, 4);
    LossWeights none = LossWeights.pixelsOnly().with(LossTerm.PIXEL, 0);
    Map<String, Double> still = Map.of("generator", 0.0);

    assertThatThrownBy(() -> withJudge(settings(Precision.EXACT, none), judge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'pixel' and 'perceptual', of which none counts");
    assertThatThrownBy(() -> withJudge(withRateFactors(still), judge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("generator.final.weight, whose learning rate is 0");
  }

  private static void withJudge(TrainingSettings settings, AdversarialSettings judge) {
    new Trainer(initial(PRESET), settings, Optional.empty(), judge).close();
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

  /** Whose decoder blends at each level by an occlusion map of its own. */
  @Test
  void aNetworkWithoutOneMapOfWhatIsVisibleLearnsToo() {
    Preset splines =
        new Preset(
            "tiny splines",
            new TpsmConfiguration(
                2,
                new DenseMotionConfiguration(8, 32, 3, 0.25),
                8,
                Optional.empty(),
                Optional.empty()));
    TrainingSettings whole =
        new TrainingSettings(
            ModelConfiguration.SIZE_PIXELS,
            Precision.EXACT,
            OptimizerSettings.published(RATE),
            LossWeights.pixelsOnly(),
            StageSteps.NONE,
            false,
            0,
            5);
    try (Trainer trainer = new Trainer(initial(splines), whole)) {
      Pair pair = TinyTraining.pair(1, ModelConfiguration.SIZE_PIXELS);

      StepReport report = trainer.step(List.of(pair), RATE);

      assertThat(report.skipped()).isFalse();
      assertThat(report.losses()).containsKey("drawn").doesNotContainKey("visible");
    }
  }
}
