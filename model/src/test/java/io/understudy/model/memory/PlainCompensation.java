package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.preset.MemorySwitches;
import java.util.HashMap;
import java.util.Map;

/** What a facial memory makes of warped maps, for second computations of its hosts. */
@FunctionalInterface
public interface PlainCompensation {
  /** No memory. */
  PlainCompensation NONE = (level, warped) -> warped;

  /**
   * The map as it goes on.
   *
   * @param level side of the map in pictures of 256x256
   * @param warped (B, C, H, W), occluded
   */
  NDArray of(int level, NDArray warped);

  /**
   * By the tensors {@code mbUnit.*}.
   *
   * @param keypoints of the sources (B, K, 2)
   */
  static PlainCompensation of(PlainLayers host, MemorySwitches switches, NDArray keypoints) {
    Map<String, NDArray> values = new HashMap<>();
    host.values()
        .forEach(
            (name, value) -> {
              if (name.startsWith("mbUnit.")) {
                values.put(name.replace("mbUnit.", ""), value);
              }
            });
    PlainMemory memory = new PlainMemory(new PlainLayers(values), switches);
    return (level, warped) ->
        values.containsKey("feat_forward_proj_" + level + ".weight")
            ? memory.compensate(warped, level, keypoints)
            : warped;
  }
}
