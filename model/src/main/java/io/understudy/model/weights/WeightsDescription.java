package io.understudy.model.weights;

import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import java.util.Objects;

/**
 * What a set of weights is; stored with the tensors.
 *
 * @param preset name of the preset
 * @param configuration every width and switch
 * @param training where the weights come from
 * @param sha256 SHA-256 of the tensors' bytes in the order of the file, 64 hex digits
 */
public record WeightsDescription(
    String preset, ModelConfiguration configuration, TrainingRecord training, String sha256) {
  public WeightsDescription {
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(training, "training");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256 must be 64 lower-case hex digits, got '" + sha256 + "'");
    }
  }

  /** Identity of the weights: 16 hex digits of the SHA-256, or {@code initial-SEED}. */
  public String id() {
    return training.origin() == TrainingRecord.Origin.INITIAL
        ? "initial-" + training.detail()
        : sha256.substring(0, 16);
  }

  /** The preset that these weights belong to. */
  public Preset asPreset() {
    return new Preset(preset, configuration);
  }
}
