package io.understudy.model.weights;

import io.understudy.model.preset.FaceDetailConfiguration;
import io.understudy.model.preset.FaceRefinerConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The trained weights that come with this build; not every preset has some. The second look at the
 * face is one file for all of them, as is what draws mouth and eyes again: their keypoints are told
 * to be at the same landmarks.
 */
public final class BundledWeights {
  private static final String DETAIL = "face-detail";
  private static final String REFINER = "face-refiner";
  private static final Pattern NAME = Pattern.compile("(.*?)((?::(?:detail|refiner))+)");
  private static final String DETECTOR = "kp_detector.";

  private BundledWeights() {}

  /**
   * The weights of a preset, read anew at each call: with part {@code refiner}, or with {@code
   * detail} alone where its name says so.
   */
  public static Optional<Weights> find(Preset preset) {
    Matcher name = NAME.matcher(preset.name());
    boolean refined = !name.matches() || !name.group(2).endsWith(":detail");
    return file(name.matches() ? name.group(1) : preset.name())
        .map(weights -> completed(weights, preset.name(), refined));
  }

  /**
   * What looks at faces again and draws them again: tensors named as below a network's detector,
   * and as in any network.
   */
  public static List<HostTensor> ofFaces() {
    return Stream.of(DETAIL, REFINER).flatMap(name -> tensors(name).stream()).toList();
  }

  private static List<HostTensor> tensors(String name) {
    return file(name).orElseThrow().tensors();
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

  private static Weights completed(Weights weights, String name, boolean refined) {
    WeightsDescription description = weights.description();
    FaceDetailConfiguration detail = FaceDetailConfiguration.usual();
    ModelConfiguration configuration =
        description
            .configuration()
            .with(refined ? detail.with(FaceRefinerConfiguration.usual()) : detail)
            .orElseThrow();
    List<HostTensor> tensors = new ArrayList<>(weights.tensors());
    tensors(DETAIL)
        .forEach(tensor -> tensors.add(tensor.withName(prefix(weights) + tensor.name())));
    if (refined) {
      tensors.addAll(tensors(REFINER));
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
