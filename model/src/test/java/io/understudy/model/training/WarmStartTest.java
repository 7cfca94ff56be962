package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarmStartTest {
  private static final KeypointDetectorConfiguration DETECTOR =
      new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false);
  private static final DenseMotionConfiguration MOTION =
      new DenseMotionConfiguration(8, 32, 3, 0.25);
  private static final Preset FOMM =
      new Preset(
          "first",
          new FommConfiguration(
              DETECTOR, MOTION, new FommGeneratorConfiguration(8, 32, 2, 1), false));
  private static final Preset UNET =
      new Preset("other", new McnetConfiguration(DETECTOR, MOTION, 8, Optional.empty()));

  @Test
  void whatFitsIsTakenOverAndTheRestIsInitial() {
    Weights learned = Networks.initialWeights(FOMM, 1);

    Weights start = WarmStart.of(UNET, learned, 2);

    String shared = "kp_detector.kp.weight";
    String own = "generator.resblock.0.conv1.weight";
    assertThat(start.tensor(shared).floats()).isEqualTo(learned.tensor(shared).floats());
    assertThat(start.tensor(own).floats())
        .isEqualTo(Networks.initialWeights(UNET, 2).tensor(own).floats());
    assertThat(start.description().preset()).isEqualTo("other");
  }

  @Test
  void weightsThatShareNothingAreRefused() {
    Weights empty =
        Weights.of(FOMM, Networks.initialWeights(FOMM, 1).description().training(), List.of());

    assertThatThrownBy(() -> WarmStart.of(UNET, empty, 2))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("share no tensor");
  }
}
