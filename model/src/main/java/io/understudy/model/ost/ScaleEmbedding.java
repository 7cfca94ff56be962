package io.understudy.model.ost;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * OSTNet's scale embedding (SE, NETWORKS section 4.2): the scale code, brought to a block's
 * channels by a learned linear map, is added everywhere to the block's output. Keys {@code
 * BLOCK.weight} and {@code .bias}; zero at first, so that nothing is added.
 */
public final class ScaleEmbedding {
  private final Kernels kernels;
  private final Map<Integer, Linear> maps = new LinkedHashMap<>();

  /**
   * @param scale what there is of the scale transformation; without an embedding nothing is ever
   *     added
   * @param channels channels of each block's output, by the block's number
   */
  public ScaleEmbedding(
      Parameters parameters, Optional<ScaleConfiguration> scale, Map<Integer, Integer> channels) {
    this.kernels = parameters.execution().kernels();
    scale
        .filter(ScaleConfiguration::embedding)
        .ifPresent(
            present ->
                channels.forEach(
                    (block, count) ->
                        maps.put(
                            block,
                            Linear.constant(
                                parameters.inFloat().at(block),
                                present.codeDimensions(),
                                count,
                                0))));
  }

  /** Whether it adds anything. */
  public boolean present() {
    return !maps.isEmpty();
  }

  /**
   * A block's output with the code in it; the output itself where there is no embedding or no code.
   *
   * @param output (B, C, H, W)
   * @param code (B, Z) fp32
   */
  public NDArray add(int block, NDArray output, Optional<NDArray> code) {
    if (maps.isEmpty() || code.isEmpty()) {
      return output;
    }
    return kernels.call("add_channels", output, maps.get(block).forward(code.get()));
  }
}
