package io.understudy.model.fomm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.understudy.model.Keypoints;
import io.understudy.model.Picture;
import io.understudy.model.engine.Networks;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.metric.Correlation;
import io.understudy.model.network.Network;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.Weights;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled second look at the face, on heads that nobody trained it on. */
class RefinedKeypointsTest {
  private static final int SIDE = 256;

  /** A head that nods, turns and wanders while its mouth does something of its own. */
  private static List<HeadState> states() {
    return IntStream.range(0, 24)
        .mapToObj(
            i ->
                new HeadState(
                    15 * Math.sin(i),
                    8 * Math.cos(1.7 * i),
                    10 * Math.sin(0.6 * i),
                    0.1 * Math.sin(0.9 * i),
                    0.1 * Math.cos(0.7 * i),
                    1 + 0.15 * Math.sin(1.3 * i),
                    i % 7 / 6.0,
                    0,
                    1,
                    1,
                    0,
                    0,
                    0))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"ostnet-live, 3", "understudy-live, 5"})
  void lipsAreApartAsFarAsTheHeadHasThem(String preset, long person) {
    Weights weights = BundledWeights.find(Presets.named(preset)).orElseThrow();
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Parameters root = Parameters.of(execution);
      Network network = Networks.declare(root, weights.description().configuration());
      Networks.load(root, weights);
      PictureTensors tensors = new PictureTensors(execution, network.pixelRange(), SIDE);
      NDArray images = tensors.toTensor(pictures(HeadIdentity.random(person)));

      List<Keypoints> found = network.detect(images, Tap.NONE).rows();

      assertThat(follows(found)).isGreaterThan(0.9);
    }
  }

  private static List<Picture> pictures(HeadIdentity person) {
    return states().stream()
        .map(state -> HeadRenderer.render(new Scene(person, state, Light.STUDIO), SIDE))
        .toList();
  }

  /** Correlation of how far the lips are apart with what the head does. */
  private static double follows(List<Keypoints> faces) {
    return Correlation.of(
            faces.stream().map(RefinedKeypointsTest::lipsApart).toList(),
            states().stream().map(HeadState::mouthOpen).toList())
        .orElseThrow();
  }

  private static double lipsApart(Keypoints face) {
    float[] values = face.values();
    return Math.hypot(values[8] - values[10], values[9] - values[11]);
  }
}
