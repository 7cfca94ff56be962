package io.understudy.model.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.network.PixelRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InceptionTrunkTest {
  /** Means and root mean squares at each tap, from TensorFlow.js 4.22 on {@link #pattern}(75). */
  private static final double[][] TENSORFLOW = {
    {1.5288388, 2.8642542},
    {0.9021531, 2.0427806},
    {0.8605625, 1.9634440},
    {1.1302433, 2.1278053},
    {0.7209954, 1.3998457},
    {0.3798735, 0.8617029},
    {0.5421452, 1.0252009},
    {0.2696055, 0.6481331},
    {0.3162899, 0.6884467}
  };

  @Test
  void theFetchedTrunkGivesWhatTensorflowGives() throws IOException {
    Path folder = Path.of(System.getProperty("user.home"), ".cache/understudy/models/inception");
    assumeTrue(Files.exists(folder), "the package inception is not fetched");
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      InceptionTrunk trunk =
          InceptionTrunk.read(folder, execution, PixelRange.UNIT, InceptionTap.MIXED5);
      List<NDArray> features = trunk.features(pattern(execution, 75));
      assertThat(trunk.name()).isEqualTo("InceptionV3-mixed5");
      assertThat(features).hasSize(TENSORFLOW.length);
      for (int i = 0; i < TENSORFLOW.length; i++) {
        assertThat(mean(features.get(i))).isCloseTo(TENSORFLOW[i][0], within(1e-5));
        assertThat(mean(features.get(i).square()))
            .isCloseTo(TENSORFLOW[i][1] * TENSORFLOW[i][1], within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gradientsReachTheImageAndLeaveTheWeightsAlone(Precision precision) {
    try (Execution execution = Execution.openForTraining(Device.cpu(), precision);
        Scope scope = new Scope()) {
      InceptionTrunk trunk = drawn(execution, InceptionTap.MIXED0, PixelRange.UNIT);
      NDArray image = pattern(execution, 64);
      NDArray target = image.mul(0.5f);
      float[] before = last(trunk, target);
      image.setRequiresGradient(true);
      NDArray loss = new PerceptualPyramid(execution, trunk).loss(image, target);
      NDArray gradient = execution.kernels().callForList("gradients", loss, List.of(image)).get(0);
      Execution.prepareThread();
      double size = gradient.norm().getFloat();
      assertThat(size).isFinite().isPositive();
      image.setRequiresGradient(false);
      assertThat(last(trunk, target)).isEqualTo(before);
    }
  }

  @Test
  void bothRangesOfPixelsGiveTheSameFeatures() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray unit = pattern(execution, 32);
      float[] expected = last(drawn(execution, InceptionTap.ACTIVATION_5, PixelRange.UNIT), unit);
      float[] found =
          last(
              drawn(execution, InceptionTap.ACTIVATION_5, PixelRange.SYMMETRIC),
              unit.mul(2f).sub(1f));
      assertThat(found).containsExactly(expected, within(1e-4f));
    }
  }

  @ParameterizedTest
  @EnumSource(InceptionTap.class)
  void anImageBelowTheLeastSizeHasNoFeatureOfThatTap(InceptionTap tap) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      InceptionTrunk trunk = drawn(execution, tap, PixelRange.UNIT);
      int least = tap.leastPixels();
      assertThat(trunk.features(pattern(execution, least))).hasSize(tap.ordinal() + 1);
      assertThat(trunk.features(pattern(execution, least - 1))).hasSizeLessThan(tap.ordinal() + 1);
    }
  }

  private static float[] last(InceptionTrunk trunk, NDArray images) {
    List<NDArray> features = trunk.features(images);
    return features.get(features.size() - 1).toType(DataType.FLOAT32, true).toFloatArray();
  }

  private static double mean(NDArray map) {
    return map.mean().getFloat();
  }

  /** A picture in [0, 1] that a formula gives, (1, 3, pixels, pixels). */
  private static NDArray pattern(Execution execution, int pixels) {
    float[] values = new float[3 * pixels * pixels];
    for (int i = 0; i < values.length; i++) {
      int x = i % pixels;
      int y = i / pixels % pixels;
      int channel = i / (pixels * pixels);
      values[i] = (7 * x + 13 * y + 29 * channel + x * y) % 64 / 63f;
    }
    return execution.manager().create(values, new Shape(1, 3, pixels, pixels));
  }

  private static InceptionTrunk drawn(Execution execution, InceptionTap last, PixelRange range) {
    return new InceptionTrunk(execution, new DrawnInception()::tensor, range, last);
  }
}
