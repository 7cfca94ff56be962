package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.BundledWeights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bundled refiner on heads that nobody trained it on, whose other expressions are rendered too:
 * what is drawn is compared with what is true.
 */
class RefinedPicturesTest {
  private static final int SIDE = 256;
  private static final List<Long> PEOPLE = List.of(3L, 5L, 8L, 12L);

  /** A face's part in the middle of the picture, in pixels. */
  private record Part(int left, int top, int right, int bottom) {}

  private static final Part EYES = new Part(80, 80, 176, 120);
  private static final Part MOUTH = new Part(96, 136, 160, 190);

  @ParameterizedTest
  @ValueSource(strings = {"ostnet-live", "understudy-live"})
  void lidsThatTheDriverShutsAreDrawnShut(String preset) {
    HeadState shut = HeadState.NEUTRAL.withEyes(0, 0, 0, 0);

    assertThat(error(preset, shut, EYES)).isLessThan(0.7 * error(preset + ":detail", shut, EYES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ostnet-live", "understudy-live"})
  void anOpenMouthHasAnInside(String preset) {
    HeadState open = HeadState.NEUTRAL.withMouth(0.7, 0);

    assertThat(error(preset, open, MOUTH)).isLessThan(0.7 * error(preset + ":detail", open, MOUTH));
  }

  /** Mean absolute difference of a part of the face from the truth, levels of 255. */
  private static double error(String preset, HeadState state, Part part) {
    double sum = 0;
    try (NetworkReenactor reenactor =
        Networks.reenactor(
            BundledWeights.find(Presets.named(preset)).orElseThrow(),
            Precision.FAST,
            Device.cpu())) {
      for (long person : PEOPLE) {
        Picture truth = head(person, state);
        try (SourceFeatures source = reenactor.encode(head(person, HeadState.NEUTRAL))) {
          MotionTrack track = new MotionTrack(MotionMode.ABSOLUTE, null);
          Picture drawn = reenactor.reenact(List.of(new DrivenFrame(source, truth, track))).get(0);
          sum += error(drawn, truth, part);
        }
      }
    }
    return sum / PEOPLE.size();
  }

  private static Picture head(long person, HeadState state) {
    return HeadRenderer.render(new Scene(HeadIdentity.random(person), state, Light.STUDIO), SIDE);
  }

  private static double error(Picture drawn, Picture truth, Part part) {
    long sum = 0;
    for (int y = part.top; y < part.bottom; y++) {
      for (int i = 3 * (y * SIDE + part.left); i < 3 * (y * SIDE + part.right); i++) {
        sum += Math.abs((drawn.rgb()[i] & 0xff) - (truth.rgb()[i] & 0xff));
      }
    }
    return sum / (3.0 * (part.right - part.left) * (part.bottom - part.top));
  }
}
