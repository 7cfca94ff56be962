package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.understudy.model.Picture;
import io.understudy.model.engine.Networks;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.Network;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.HostTensor;
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

  @Test
  void aMotionEstimatorSeesTheSameInAnotherRangeOfPixels() {
    Preset fomm = Presets.named("fomm-compact");
    Preset synergize = Presets.named("synergize-compact");
    Weights learned = Networks.initialWeights(fomm, 1);

    Weights start = WarmStart.of(synergize, learned, 2);

    float[] wanted = keypoints(learned);
    double away = shifted(keypoints(start), wanted);
    // Not none: a border that is padded with zeros is black to one and grey to the other.
    assertThat(away).isLessThan(0.02);
    assertThat(shifted(keypoints(copied(start, learned)), wanted)).isGreaterThan(2 * away);
  }

  @Test
  void theFacesDetailIsTakenOverAsItIs() {
    Weights learned = Networks.initialWeights(Presets.named("fomm-compact:detail"), 1);

    Weights start = WarmStart.of(Presets.named("synergize-compact:detail"), learned, 2);

    String name = "kp_detector.detail.predictor.encoder.down_blocks.0.conv.weight";
    assertThat(start.tensor("motion_estimator." + name).floats())
        .isEqualTo(learned.tensor(name).floats());
  }

  @Test
  void aStartLooksAgainAsTheBundledWeightsDo() {
    Weights plain = Networks.initialWeights(Presets.named("fomm-compact"), 1);

    Weights start = WarmStart.of(Presets.named("synergize-compact:refiner"), plain, 2);

    for (HostTensor bundled : BundledWeights.ofFaces()) {
      String prefix = bundled.name().startsWith("kp_detector.") ? "motion_estimator." : "";
      assertThat(start.tensor(prefix + bundled.name()).floats())
          .isEqualTo(bundled.inSinglePrecision().floats());
    }
  }

  @Test
  void whatDrawsMouthAndEyesAgainSeesOneRangeOfPixels() {
    Weights learned = Networks.initialWeights(Presets.named("synergize-compact:refiner"), 1);

    Weights start = WarmStart.of(Presets.named("ostnet-live:refiner"), learned, 2);

    String name = "face_refiner.hourglass.encoder.down_blocks.0.conv.weight";
    assertThat(start.tensor(name).floats()).isEqualTo(learned.tensor(name).floats());
  }

  @Test
  void theScaleTransformationSeesNoPixelsSoThatTheirRangeDoesNotMatter() {
    Weights learned = Networks.initialWeights(Presets.named("understudy-live"), 1);

    Weights start = WarmStart.of(Presets.named("ostnet-live"), learned, 2);

    String name = "scale_transform.localisation.0.weight";
    assertThat(start.tensor(name).floats()).isEqualTo(learned.tensor(name).floats());
  }

  /** {@code start} with the motion estimator of {@code learned} as it is. */
  private static Weights copied(Weights start, Weights learned) {
    String prefix = "motion_estimator.";
    return Weights.of(
        start.description().asPreset(),
        start.description().training(),
        start.tensors().stream()
            .map(
                tensor ->
                    tensor.name().startsWith(prefix + "kp_detector.")
                        ? learned
                            .tensor(tensor.name().substring(prefix.length()))
                            .withName(tensor.name())
                        : tensor)
            .toList());
  }

  /** Largest difference of a coordinate, in [-1, 1]. */
  private static double shifted(float[] one, float[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }

  private static float[] keypoints(Weights weights) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Execution.prepareThread();
      Parameters root = Parameters.of(execution);
      Network network = Networks.declare(root, weights.description().configuration());
      Networks.load(root, weights);
      int size = ModelConfiguration.SIZE_PIXELS;
      Picture head =
          HeadRenderer.render(
              new Scene(HeadIdentity.random(3), DrivingMotion.of(1).at(0.7), Light.STUDIO), size);
      NDArray image =
          new PictureTensors(execution, network.pixelRange(), size).toTensor(List.of(head));
      return network.detect(image, Tap.NONE).values().toFloatArray();
    }
  }
}
