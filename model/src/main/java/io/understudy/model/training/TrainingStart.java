package io.understudy.model.training;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Weights that training begins with. */
public final class TrainingStart {
  private static final String DETAIL = "kp_detector.detail.";

  private TrainingStart() {}

  /**
   * Weights of a preset that has learned nothing: where its decoder can draw the warped source from
   * the start it does so ({@link WarpingGenerator}), otherwise as its layers draw them. A second
   * look at the face, without which keypoints would be lost, is the bundled one.
   */
  public static Weights of(Preset preset, long seed) {
    Weights drawn = Networks.initialWeights(preset, seed);
    return seeing(
        generator(preset.configuration())
            .filter(WarpingGenerator::fits)
            .map(configuration -> new WarpingGenerator(configuration).in(preset, drawn))
            .orElse(drawn));
  }

  private static Weights seeing(Weights drawn) {
    if (drawn.tensors().stream().noneMatch(tensor -> tensor.name().contains(DETAIL))) {
      return drawn;
    }
    Map<String, HostTensor> bundled =
        BundledWeights.faceDetail().stream()
            .collect(Collectors.toMap(HostTensor::name, Function.identity()));
    return Weights.of(
        drawn.description().asPreset(),
        drawn.description().training(),
        drawn.tensors().stream().map(tensor -> seeing(tensor, bundled)).toList());
  }

  private static HostTensor seeing(HostTensor drawn, Map<String, HostTensor> bundled) {
    int at = drawn.name().indexOf(DETAIL);
    return Optional.ofNullable(at < 0 ? null : bundled.get(drawn.name().substring(at)))
        .filter(tensor -> Arrays.equals(tensor.shape(), drawn.shape()))
        .map(tensor -> tensor.inSinglePrecision().withName(drawn.name()))
        .orElse(drawn);
  }

  private static Optional<SynergizeConfiguration> generator(ModelConfiguration configuration) {
    if (configuration instanceof UnderstudyConfiguration union) {
      return Optional.of(union.synergize());
    }
    return configuration instanceof SynergizeConfiguration synergize
        ? Optional.of(synergize)
        : Optional.empty();
  }
}
