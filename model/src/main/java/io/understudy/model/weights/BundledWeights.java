package io.understudy.model.weights;

import io.understudy.model.preset.FaceDetailConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trained weights that come with this build; not every preset has some. The second look at the
 * face is one file for all of them: their keypoints are told to be at the same landmarks.
 */
public final class BundledWeights {
  private static final String DETAIL = "face-detail";
  private static final String DETECTOR = "kp_detector.";

  private BundledWeights() {}

  /**
   * The weights of a preset, read anew at each call: with part {@code detail}, whether its name
   * says so or not.
   */
  public static Optional<Weights> find(Preset preset) {
    String name = preset.name().replaceFirst(":detail$", "");
    return file(name).map(weights -> detailed(weights, preset.name()));
  }

  /** Tensors of the second look at the face, named as below a network's detector. */
  public static List<HostTensor> faceDetail() {
    return file(DETAIL).orElseThrow().tensors();
  }

  private static Optional<Weights> file(String name) {
    String resource = name + ".safetensors";
    try (InputStream content = BundledWeights.class.getResourceAsStream(resource)) {
      return content == null
          ? Optional.empty()
          : Optional.of(WeightsFile.parse(ByteBuffer.wrap(content.readAllBytes()), resource));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "bundled weights %s cannot be read".formatted(resource), failure);
    }
  }

  private static Weights detailed(Weights weights, String name) {
    WeightsDescription description = weights.description();
    ModelConfiguration configuration =
        description.configuration().with(FaceDetailConfiguration.usual()).orElseThrow();
    List<HostTensor> tensors = new ArrayList<>(weights.tensors());
    for (HostTensor tensor : faceDetail()) {
      tensors.add(tensor.withName(prefix(weights) + tensor.name()));
    }
    return Weights.of(new Preset(name, configuration), description.training(), tensors);
  }

  /** What stands before the detector's names: nothing, or the motion estimator. */
  private static String prefix(Weights weights) {
    String name =
        weights.tensors().stream()
            .map(HostTensor::name)
            .filter(known -> known.contains(DETECTOR))
            .findFirst()
            .orElseThrow();
    return name.substring(0, name.indexOf(DETECTOR));
  }
}
