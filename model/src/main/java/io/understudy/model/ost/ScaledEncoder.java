package io.understudy.model.ost;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.layer.ConvNorm;
import io.understudy.model.layer.DownBlock;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The source encoder of FOMM-type generators (NETWORKS sections 1.5 and 2.1), with a scale
 * embedding after each down block where one is configured. Keys {@code first}, {@code down_blocks}
 * and {@code scale_embedding.down}.
 *
 * <p>The scale code depends on the driving frame: with an embedding only the maps before it are the
 * source's alone, and the others are computed for each frame.
 */
public final class ScaledEncoder {
  private final Execution execution;
  private final ConvNorm first;
  private final List<DownBlock> down = new ArrayList<>();
  private final ScaleEmbedding embedding;

  /**
   * @param channels channels at full size and after each halving
   */
  public ScaledEncoder(
      Parameters parameters,
      int imageChannels,
      List<Integer> channels,
      Optional<ScaleConfiguration> scale) {
    this.execution = parameters.execution();
    this.first = new ConvNorm(parameters.at("first"), imageChannels, channels.get(0), 7);
    Map<Integer, Integer> outputs = new TreeMap<>();
    for (int i = 0; i + 1 < channels.size(); i++) {
      Parameters block = parameters.at("down_blocks").at(i);
      down.add(new DownBlock(block, channels.get(i), channels.get(i + 1)));
      outputs.put(i, channels.get(i + 1));
    }
    this.embedding =
        new ScaleEmbedding(parameters.at("scale_embedding").at("down"), scale, outputs);
  }

  /**
   * The maps that depend on the source alone, largest first, in working type: all of them, or with
   * an embedding the first two, the second without it.
   *
   * @param image (B, 3, H, W) fp32
   * @param tap hears {@code first}, {@code down0}, {@code down1}, ...
   */
  public List<NDArray> encode(NDArray image, Tap tap) {
    List<NDArray> maps = new ArrayList<>();
    NDArray x = first.forward(execution.toWorking(image));
    tap.accept("first", x);
    maps.add(x);
    int last = embedding.present() ? 1 : down.size();
    for (int i = 0; i < last; i++) {
      x = down.get(i).forward(x);
      tap.accept("down" + i, x);
      maps.add(x);
    }
    return maps;
  }

  /**
   * All maps under a frame's scale code.
   *
   * @param maps what {@link #encode} gave; all but the last may be left out, and are then left out
   *     of the result
   * @param code (B, Z); empty: nothing is embedded
   */
  public List<NDArray> complete(List<NDArray> maps, Optional<NDArray> code) {
    if (!embedding.present()) {
      return maps;
    }
    int known = maps.size() - 1;
    List<NDArray> all = new ArrayList<>(maps.subList(0, known));
    NDArray x = embedding.add(0, maps.get(known), code);
    all.add(x);
    for (int i = 1; i < down.size(); i++) {
      x = embedding.add(i, down.get(i).forward(x), code);
      all.add(x);
    }
    return all;
  }
}
