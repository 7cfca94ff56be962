package io.understudy.model.fomm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heat maps as sharp as training makes them. */
class KeypointHeatmapTest {
  private static final Shape SHAPE = new Shape(1, 1, 1, 128);
  private static final double TEMPERATURE = 0.1;

  /** Scores from 0 down to -127 behind the temperature: e^-88 is the least normal number. */
  private static float[] scores() {
    float[] scores = new float[128];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -i * (float) TEMPERATURE;
    }
    return scores;
  }

  private static NDArray heatmap(Execution execution, NDArray logits) {
    return execution.kernels().call("keypoint_heatmap", logits, TEMPERATURE);
  }

  @Test
  void gradientsHoldNoSubnormalNumbers() {
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray logits = execution.manager().create(scores(), SHAPE);
      logits.setRequiresGradient(true);
      NDArray loss = heatmap(execution, logits).mul(execution.manager().arange(128)).sum();

      NDArray gradient = execution.kernels().callForList("gradients", loss, List.of(logits)).get(0);

      for (float value : gradient.toFloatArray()) {
        assertThat(value == 0 || Math.abs(value) >= Float.MIN_NORMAL).as("%s", value).isTrue();
      }
      assertThat(gradient.toFloatArray()[5]).isNotZero();
    }
  }

  @Test
  void heatmapsAreThoseOfInference() {
    try (Execution training = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        Execution inference = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray found = heatmap(inference, inference.manager().create(scores(), SHAPE));
      Execution.prepareThreadForTraining();
      NDArray trained = heatmap(training, training.manager().create(scores(), SHAPE));

      assertThat(trained.toFloatArray())
          .usingComparatorWithPrecision(1e-7f)
          .containsExactly(found.toFloatArray());
    }
  }
}
