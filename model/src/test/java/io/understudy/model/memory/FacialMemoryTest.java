package io.understudy.model.memory;

import static io.understudy.model.memory.SmallMemory.SIZES;
import static io.understudy.model.memory.SmallMemory.fomm;
import static io.understudy.model.memory.SmallMemory.picture;
import static io.understudy.model.memory.SmallMemory.unet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.ConsistencyForm;
import io.understudy.model.preset.MemorySwitches;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A facial memory within a network. */
class FacialMemoryTest {
  @Test
  void withoutTheUnitNothingOfItIsDeclared() {
    try (SmallMemory run = new SmallMemory(unet(Optional.empty()))) {
      assertThat(run.root.specs()).noneMatch(spec -> spec.name().contains("mbUnit"));
    }
  }

  @Test
  void drawnNoiseIsAnOptionAndEqualFramesGiveEqualPicturesWithoutIt() {
    MemorySwitches drawn = MemorySwitches.released().withNoise(1);
    try (SmallMemory noisy = new SmallMemory(unet(drawn));
        SmallMemory silent = new SmallMemory(unet(Optional.of(SIZES)))) {
      assertThat(noisy.picture()).isNotEqualTo(noisy.picture());
      assertThat(silent.picture()).isEqualTo(silent.picture());
    }
  }

  @ParameterizedTest
  @CsvSource({"128, 128", "128, 256", "320, 192"})
  void picturesOfOtherSizesKeepTheirSize(int height, int width) {
    try (SmallMemory run = new SmallMemory(unet(Optional.of(SIZES)));
        Scope scope = new Scope()) {
      NDArray picture =
          run.picture(run.images(1, 1, height, width), run.images(2, 1, height, width), Tap.NONE);

      assertThat(picture.getShape()).isEqualTo(new Shape(1, 3, height, width));
      assertThat(picture.isNaN().any().getBoolean()).isFalse();
    }
  }

  @Test
  void aFommGeneratorWithMemoryGivesABatchAsItsRowsOneByOne() {
    try (SmallMemory run = new SmallMemory(fomm(Optional.of(SIZES)));
        Scope scope = new Scope()) {
      NDArray sources = run.images(1, 2, 128, 128);
      NDArray drivings = run.images(2, 2, 128, 128);

      NDArray batch = run.picture(sources, drivings, Tap.NONE);

      for (int row = 0; row < 2; row++) {
        String range = row + ":" + (row + 1);
        NDArray alone = run.picture(sources.get(range), drivings.get(range), Tap.NONE);
        assertThat(batch.get(range).sub(alone).abs().max().getFloat()).isLessThan(1e-4f);
      }
    }
    assertThat(picture(fomm(Optional.of(SIZES)))).isNotEqualTo(picture(fomm(Optional.empty())));
  }

  @Test
  void theConsistencyTermIsTheMeanDifferenceOfValuesAndFeatures() {
    try (SmallMemory run = new SmallMemory(unet(Optional.of(SIZES)));
        ConsistencyLoss loss =
            new ConsistencyLoss(run.execution.kernels(), ConsistencyForm.RESIZED_FEATURE);
        Scope scope = new Scope()) {
      double[] expected = new double[1];
      NDArray[] feature = new NDArray[1];
      Tap tap =
          (name, value) -> {
            loss.accept(name, value);
            if (name.startsWith("mcm.feat")) {
              feature[0] = value;
            } else if (name.startsWith("mcm.value")) {
              NDArray small = run.execution.kernels().resize(feature[0], 32, 32, true);
              expected[0] += value.sub(small).abs().mean().getFloat();
            }
          };
      run.picture(run.images(1, 1, 256, 256), run.images(2, 1, 256, 256), tap);

      assertThat((double) loss.value().getFloat()).isCloseTo(expected[0], within(1e-5));
    }
  }

  @Test
  void aNetworkWithoutMemoryHasNoConsistencyTerm() {
    try (SmallMemory run = new SmallMemory(unet(Optional.empty()));
        ConsistencyLoss loss =
            new ConsistencyLoss(run.execution.kernels(), ConsistencyForm.RESIZED_FEATURE)) {
      assertThatThrownBy(loss::value)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no memory");
    }
  }
}
