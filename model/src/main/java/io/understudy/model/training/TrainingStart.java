package io.understudy.model.training;

import io.understudy.model.engine.Networks;
import io.understudy.model.face.FaceRefiner;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Weights that training begins with. */
public final class TrainingStart {
  private static final Pattern OF_FACES =
      Pattern.compile(".*?((kp_detector\\.detail|" + FaceRefiner.NAME + ")\\..*)");

  private TrainingStart() {}

  /**
   * Weights of a preset that has learned nothing: where its decoder can draw the warped source from
   * the start it does so ({@link WarpingGenerator}), otherwise as its layers draw them. A second
   * look at the face, without which keypoints would be lost, and what draws mouth and eyes again
   * are the bundled ones.
   */
  public static Weights of(Preset preset, long seed) {
    Weights drawn = Networks.initialWeights(preset, seed);
    return seeing(
        preset
            .configuration()
            .codebooks()
            .filter(WarpingGenerator::fits)
            .map(configuration -> new WarpingGenerator(configuration).in(preset, drawn))
            .orElse(drawn));
  }

  private static Weights seeing(Weights drawn) {
    if (drawn.tensors().stream().noneMatch(tensor -> OF_FACES.matcher(tensor.name()).matches())) {
      return drawn;
    }
    Map<String, HostTensor> bundled =
        BundledWeights.ofFaces().stream()
            .collect(Collectors.toMap(HostTensor::name, Function.identity()));
    return Weights.of(
        drawn.description().asPreset(),
        drawn.description().training(),
        drawn.tensors().stream().map(tensor -> seeing(tensor, bundled)).toList());
  }

  private static HostTensor seeing(HostTensor drawn, Map<String, HostTensor> bundled) {
    Matcher name = OF_FACES.matcher(drawn.name());
    return Optional.ofNullable(name.matches() ? bundled.get(name.group(1)) : null)
        .filter(tensor -> Arrays.equals(tensor.shape(), drawn.shape()))
        .map(tensor -> tensor.inSinglePrecision().withName(drawn.name()))
        .orElse(drawn);
  }
}
