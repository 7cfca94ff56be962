package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.TrainingRecord;
import io.understudy.model.weights.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdversaryTest {
  private static final int SIDE = 64;
  private static final Preset PRESET = Presets.named("fomm-compact");

  private Execution execution;
  private Scope scope;

  @BeforeEach
  void open() {
    execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
    execution.close();
  }

  private Adversary adversary(AdversarialForm form) {
    AdversarialSettings settings = new AdversarialSettings(form, 0, 0.8, 4);
    return new Adversary(execution, settings, OptimizerSettings.published(1e-3), PRESET, 7);
  }

  private NDArray tensor(float... values) {
    return execution.manager().create(values, new Shape(values.length));
  }

  private NDArray pictures(float light) {
    float[] values = new float[2 * 3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = light + 0.1f * (i % 5);
    }
    return execution.manager().create(values, new Shape(2, 3, SIDE, SIDE));
  }

  private double kernel(String name, NDArray... scores) {
    return execution.kernels().call(name, (Object[]) scores).getFloat();
  }

  @Test
  void lossesAreThoseOfThePapers() {
    NDArray real = tensor(2, 0.5f, -1);
    NDArray made = tensor(-3, 0.5f, 1);

    assertThat(kernel(AdversarialForm.HINGE.ofDiscriminator(), real, made))
        .isCloseTo((0.5 + 2) / 3 + (1.5 + 2) / 3, within(1e-6));
    assertThat(kernel(AdversarialForm.HINGE.ofGenerator(), made)).isCloseTo(0.5, within(1e-6));
    assertThat(kernel(AdversarialForm.LEAST_SQUARES.ofDiscriminator(), real, made))
        .isCloseTo((1 + 0.25 + 4) / 3 + (9 + 0.25 + 1) / 3, within(1e-6));
    assertThat(kernel(AdversarialForm.LEAST_SQUARES.ofGenerator(), made))
        .isCloseTo((16 + 0.25 + 0) / 3, within(1e-6));
  }

  @Test
  void theWeightBringsTheGradientToItsShareAndNoFurther() {
    Adversary adversary = adversary(AdversarialForm.HINGE);
    NDArray last = tensor(1, 2, 3, 4);
    last.setRequiresGradient(true);
    NDArray elsewhere = tensor(5);

    assertThat(adversary.weight(last.mul(2).sum(), last.mul(8).sum(), last))
        .isCloseTo(0.8 * 4 / (16 + 1e-4), within(1e-6));
    assertThat(adversary.weight(last.mul(8).sum(), last.mul(2).sum(), last)).isEqualTo(0.8);
    elsewhere.setRequiresGradient(true);
    assertThat(adversary.weight(elsewhere.sum(), last.sum(), last)).isZero();
  }

  @ParameterizedTest
  @EnumSource(AdversarialForm.class)
  void itsGradientReachesEveryPictureThatIsJudged(AdversarialForm form) {
    NDArray made = pictures(0.2f);
    made.setRequiresGradient(true);

    NDArray loss = adversary(form).loss(made);
    List<NDArray> gradients = execution.kernels().callForList("gradients", loss, List.of(made));

    float[] values = gradients.get(0).toFloatArray();
    int half = values.length / 2;
    assertThat(length(Arrays.copyOfRange(values, 0, half))).isPositive();
    assertThat(length(Arrays.copyOfRange(values, half, values.length))).isPositive();
  }

  private static double length(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @EnumSource(AdversarialForm.class)
  void itLearnsToTellPicturesApart(AdversarialForm form) {
    Adversary adversary = adversary(form);
    NDArray real = pictures(0.5f);
    NDArray made = pictures(-0.5f);

    double first = adversary.step(real, made, 1e-3);
    double last = first;
    for (int i = 0; i < 30; i++) {
      last = adversary.step(real, made, 1e-3);
    }

    assertThat(last).isLessThan(0.5 * first);
  }

  @Test
  void aRestoredOneGoesOnBitForBit() {
    Adversary whole = adversary(AdversarialForm.HINGE);
    Adversary resumed = adversary(AdversarialForm.HINGE);
    whole.step(pictures(0.5f), pictures(0), 1e-3);

    resumed.restore(Weights.of(PRESET, TrainingRecord.trained("", 1), whole.tensors()));
    whole.step(pictures(0.5f), pictures(0), 1e-3);
    resumed.step(pictures(0.5f), pictures(0), 1e-3);

    List<HostTensor> expected = whole.tensors();
    List<HostTensor> actual = resumed.tensors();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).floats()).isEqualTo(expected.get(i).floats());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fomm-compact",
        "mcnet-compact",
        "ostnet-compact",
        "ostnet-live:refiner",
        "synergize-compact",
        "synergize-compact:refiner"
      })
  void theLastConvolutionDrawsThePicture(String preset) {
    Parameters root = Parameters.of(execution);
    Networks.declare(root, Presets.named(preset).configuration());

    assertThat(Adversary.lastConvolution(root.trained()).spec().name())
        .startsWith(preset.startsWith("synergize") ? "net_g.generator." : "generator.")
        .endsWith(".weight");
  }
}
