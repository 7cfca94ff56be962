package io.understudy.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.engine.NetworkReenactor;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainerTest {
  private static final Picture SOURCE = head(2, HeadState.NEUTRAL);
  private static final Picture DRIVING = head(7, DrivingMotion.of(7).at(1));

  private static Picture head(long identity, HeadState state) {
    return HeadRenderer.render(new Scene(HeadIdentity.random(identity), state, Light.STUDIO), 256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcnet-compact", "ostnet-compact", "understudy-compact"})
  void explainsThePictureThatTheLivePathGives(String preset) {
    Weights weights = Networks.initialWeights(Presets.named(preset), 1);

    Explanation explanation = explain(weights);

    assertThat(explanation.output().rgb()).isEqualTo(live(weights).rgb());
    assertThat(explanation.description().preset()).isEqualTo(preset);
    assertThat(explanation.source().picture().rgb()).isEqualTo(SOURCE.rgb());
    assertThat(explanation.rectified().isPresent()).isEqualTo(!preset.startsWith("mcnet"));
  }

  @Test
  void attentionToCodesIsSharedOutCompletely() {
    Explanation explanation =
        explain(Networks.initialWeights(Presets.named("synergize-compact"), 1));

    for (int step = 0; step < 4; step++) {
      assertThat(sum(explanation, "attention_motion_" + step)).isCloseTo(1, within(1e-4));
      assertThat(sum(explanation, "attention_app_" + step)).isCloseTo(1, within(1e-4));
      assertThat(explanation.find("attention_app_" + step).orElseThrow().shape())
          .containsExactly(1, 128L * (step + 1));
    }
  }

  @Test
  void eachPlaceSharesItsAttentionOutOverTheMemory() {
    Explanation explanation = explain(Networks.initialWeights(Presets.named("mcnet-compact"), 1));

    Intermediate readings = explanation.find("mcm.attention_128").orElseThrow();
    assertThat(readings.shape()).containsExactly(1, 1024, 1024);
    assertThat(sum(explanation, "mcm.attention_128")).isCloseTo(1024, within(0.1));
    assertThat(explanation.find("mcm.memory_before_32").orElseThrow().values())
        .isNotEqualTo(explanation.find("mcm.memory_32").orElseThrow().values());
  }

  private static double sum(Explanation explanation, String name) {
    double sum = 0;
    for (float value : explanation.find(name).orElseThrow().values()) {
      sum += value;
    }
    return sum;
  }

  private static Explanation explain(Weights weights) {
    try (Explainer explainer = new Explainer(weights, Precision.EXACT, Device.cpu())) {
      return explainer.explain(SOURCE, DRIVING);
    }
  }

  private static Picture live(Weights weights) {
    try (NetworkReenactor reenactor = Networks.reenactor(weights, Precision.EXACT, Device.cpu());
        SourceFeatures features = reenactor.encode(SOURCE)) {
      MotionTrack absolute = new MotionTrack(MotionMode.ABSOLUTE, null);
      return reenactor.reenact(List.of(new DrivenFrame(features, DRIVING, absolute))).get(0);
    }
  }
}
