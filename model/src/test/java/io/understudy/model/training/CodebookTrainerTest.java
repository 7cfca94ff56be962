package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.Picture;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.CodeSharing;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.CodebookScales;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.GeneratorDepth;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodebookTrainerTest {
  private static final double RATE = 1e-3;
  private static final int SIZE = ModelConfiguration.SIZE_PIXELS;

  /** The least widths that group norm allows. */
  private static final SynergizeConfiguration SYNERGIZE =
      new SynergizeConfiguration(
          new KeypointDetectorConfiguration(5, 3, 8, 16, 2, 0.25, 0.1, false),
          new DenseMotionConfiguration(8, 16, 2, 0.25),
          new ScaleChannels(32, 32, 32, 32),
          new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 1, 4),
          new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 1, 4),
          16,
          true,
          true,
          true,
          true,
          true);

  private static final Preset UNION =
      new Preset(
          "tiny-union",
          new UnderstudyConfiguration(SYNERGIZE, ScaleConfiguration.complete(), true));

  /** As {@link #UNION} with codebooks at 32x32 alone and a shallow generator. */
  private static final Preset LIVE =
      new Preset(
          "tiny-live",
          new UnderstudyConfiguration(
              new SynergizeConfiguration(
                  SYNERGIZE.keypointDetector(),
                  SYNERGIZE.denseMotion(),
                  SYNERGIZE.channels(),
                  new CodebookConfiguration(
                      CodebookScales.SINGLE, CodeSharing.ALLOCATED, 64, 32, 1, 1),
                  new CodebookConfiguration(
                      CodebookScales.SINGLE, CodeSharing.ALLOCATED, 64, 32, 1, 1),
                  16,
                  true,
                  true,
                  true,
                  false,
                  true,
                  Optional.empty(),
                  Optional.of(GeneratorDepth.SHALLOW)),
              ScaleConfiguration.complete(),
              true));

  private static Picture head(double seconds) {
    return HeadRenderer.render(
        new Scene(HeadIdentity.random(1), DrivingMotion.of(1).at(seconds), Light.STUDIO), SIZE);
  }

  private static final List<Pair> PAIR = List.of(new Pair(head(0.2), head(1.4)));

  private static Trainer trainer(Preset preset, LossWeights losses, Map<String, Double> factors) {
    return new Trainer(
        Networks.initialWeights(preset, 3),
        new TrainingSettings(
            SIZE,
            Precision.FAST,
            OptimizerSettings.published(RATE).withRateFactors(factors),
            losses,
            StageSteps.NONE,
            false,
            0,
            5));
  }

  @Test
  void everyPartOfTheUnionLearns() {
    try (Trainer trainer = trainer(UNION, LossWeights.pixelsOnly(), Map.of())) {
      Weights before = trainer.state("");
      StepReport first = trainer.step(PAIR, RATE);
      // The first step opens what starts at zero, behind which gradients vanish; one may be
      // skipped.
      int taken = first.skipped() ? 0 : 1;
      for (int i = 0; taken < 2 && i < 4; i++) {
        taken += trainer.step(PAIR, RATE).skipped() ? 0 : 1;
      }
      Weights after = trainer.state("");

      assertThat(first.losses())
          .containsKeys(
              "pixel",
              "from_smallest",
              "codes_motion",
              "codes_appearance",
              "rebuilt_flow",
              "rectified");
      assertThat(still(before, after)).isEmpty();
    }
  }

  @Test
  void behindAFrozenEncoderAndFirstFlowTheRefinedFlowIsTaughtAndWhatWeighsNothingIsLeftOut() {
    LossWeights losses =
        LossWeights.pixelsAndLandmarks().with(LossTerm.CODES, 0).with(LossTerm.FROM_SMALLEST, 0);
    Map<String, Double> frozen = Map.of("net_g.encoder", 0.0, "motion_estimator", 0.0);
    try (Trainer trainer = trainer(LIVE, losses, frozen)) {
      Weights before = trainer.state("");
      StepReport first = trainer.step(PAIR, RATE);
      trainer.step(PAIR, RATE);
      Weights after = trainer.state("");

      assertThat(first.skipped()).isFalse();
      assertThat(first.losses())
          .containsKeys("dense_flow_last", "flow_last", "expression_last")
          .doesNotContainKeys("from_smallest", "codes_motion", "codes_appearance");
      assertThat(still(before, after))
          .contains("net_g.encoder.blocks.0.weight", "net_g.encoder.blocks.18.weight")
          .doesNotContain("net_g.refine.conv2.weight", "net_g.quantize_app.embedding.weight");
    }
  }

  /** Parameters that are what they were. */
  private static List<String> still(Weights before, Weights after) {
    return before.tensors().stream()
        .map(HostTensor::name)
        .filter(name -> !name.startsWith("adam.") && !name.startsWith("average."))
        .filter(name -> !name.contains("num_batches_tracked"))
        .filter(name -> before.tensor(name).floats().equals(after.tensor(name).floats()))
        .toList();
  }
}
