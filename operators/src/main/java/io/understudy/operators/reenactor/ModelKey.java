package io.understudy.operators.reenactor;

import java.util.Objects;

/**
 * Names a preset with weights.
 *
 * @param preset name of the preset
 * @param weightsId identity of the weights, empty for the ones that the job was deployed with
 */
public record ModelKey(String preset, String weightsId) {
  public ModelKey {
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(weightsId, "weightsId");
  }

  @Override
  public String toString() {
    return preset + "@" + weightsId;
  }
}
