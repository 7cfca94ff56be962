package io.understudy.model.fomm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.Weights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where trained detectors find keypoints. */
class KeypointDetectorTest {
  private static final int SIDE = 256;

  /** A network with its trained weights. */
  private record Trained(Execution execution, Network network) implements AutoCloseable {
    static Trained open(String name, Precision precision) {
      Weights weights = BundledWeights.find(Presets.named(name)).orElseThrow();
      Execution execution = Execution.open(Device.cpu(), precision);
      Parameters root = Parameters.of(execution);
      Network network = Networks.declare(root, weights.description().configuration());
      Networks.load(root, weights);
      return new Trained(execution, network);
    }

    NDArray images() {
      DrivingMotion motion = DrivingMotion.of(7);
      Scene first = new Scene(HeadIdentity.random(7), motion.at(0.4), Light.STUDIO);
      Scene second = new Scene(HeadIdentity.random(8), motion.at(1.3), Light.STUDIO);
      return new PictureTensors(execution, network.pixelRange(), SIDE)
          .toTensor(List.of(HeadRenderer.render(first, SIDE), HeadRenderer.render(second, SIDE)));
    }

    float[] positions() {
      try (Scope scope = new Scope()) {
        return network.detect(images(), Tap.NONE).values().toFloatArray();
      }
    }

    @Override
    public void close() {
      execution.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ostnet-live", "synergize-compact"})
  void fastFindsKeypointsWhereExactDoes(String preset) {
    try (Trained exact = Trained.open(preset, Precision.EXACT);
        Trained fast = Trained.open(preset, Precision.FAST)) {
      // A quarter of a pixel.
      assertThat(fast.positions())
          .usingComparatorWithPrecision(0.25f * 2 / SIDE)
          .containsExactly(exact.positions());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ostnet-live", "understudy-compact"})
  void positionsAloneAreThoseOfTheWholeDetectionWithoutTheFacesDetail(String preset) {
    try (Trained fast = Trained.open(preset, Precision.FAST);
        Scope scope = new Scope()) {
      NDArray images = fast.images();
      KeypointTensors detected = fast.network.detect(images, Tap.NONE);

      NDArray located = fast.network.locate(images);

      assertThat(located.getShape()).isEqualTo(new Shape(2, 15, 2));
      for (String others : List.of(":, :2", ":, 10:")) {
        assertThat(located.get(others).toFloatArray())
            .containsExactly(detected.values().get(others).toFloatArray());
      }
      assertThat(located.toFloatArray()).isNotEqualTo(detected.values().toFloatArray());
    }
  }
}
