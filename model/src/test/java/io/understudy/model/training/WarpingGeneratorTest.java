package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.Picture;
import io.understudy.model.kernel.Precision;
import io.understudy.model.metric.PixelError;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.Weights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarpingGeneratorTest {
  private static final int SIZE = ModelConfiguration.SIZE_PIXELS;

  private static Picture head(int identity, double seconds) {
    return HeadRenderer.render(
        new Scene(HeadIdentity.random(identity), DrivingMotion.of(1).at(seconds), Light.STUDIO),
        SIZE);
  }

  private static Preview preview(Weights weights, int identity) {
    TrainingSettings settings =
        new TrainingSettings(
            SIZE,
            Precision.EXACT,
            OptimizerSettings.published(1e-4),
            LossWeights.pixelsOnly(),
            StageSteps.NONE,
            false,
            0,
            5);
    try (Trainer trainer = new Trainer(weights, settings)) {
      return trainer.preview(List.of(new Pair(head(identity, 0.2), head(identity, 1.4)))).get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"synergize-compact", "understudy-compact"})
  void anUntrainedGeneratorDrawsTheWarpedSource(String preset) {
    Weights weights = TrainingStart.of(Presets.named(preset), 3);
    for (int identity = 1; identity <= 2; identity++) {
      Preview preview = preview(weights, identity);
      assertThat(PixelError.decibels(preview.warped(), preview.output())).isGreaterThan(30);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"synergize-compact", "understudy-compact"})
  void aPreviewTellsWhatTheNetworkComputesOnItsWay(String preset) {
    Preview preview = preview(TrainingStart.of(Presets.named(preset), 3), 1);
    assertThat(preview.rectified().isPresent()).isEqualTo(preset.startsWith("understudy"));
    assertThat(preview.rebuiltFlow()).isPresent();
    PreviewMap flow = preview.flow();
    assertThat(flow.values()).hasSize(2 * flow.height() * flow.width());
    PreviewMap occlusion = preview.occlusion().orElseThrow();
    assertThat(occlusion.values()).hasSize(occlusion.height() * occlusion.width());
    for (float shown : occlusion.values()) {
      assertThat(shown).isBetween(0f, 1f);
    }
  }
}
