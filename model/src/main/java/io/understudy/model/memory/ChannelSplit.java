package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.preset.MemorySwitches;
import java.util.List;

/** Which channels of a map are compensated (NETWORKS section 2.2 steps 1 and 7). */
interface ChannelSplit {
  /** Compensated channels of a map with {@code channels}. */
  default int share(int channels) {
    return channels / 2;
  }

  /** The channels that stay, then those that are compensated. */
  List<NDArray> apart(NDArray map);

  /** The map again. */
  NDArray together(NDArray staying, NDArray compensated);

  /** The variant that {@code kind} names. */
  static ChannelSplit of(MemorySwitches.Split kind, Kernels kernels) {
    return switch (kind) {
      case PARITY -> new Parity(kernels);
      case HALVES -> new Halves(kernels);
      case NONE -> new Whole();
    };
  }

  /** Even channels stay, odd ones are compensated. */
  record Parity(Kernels kernels) implements ChannelSplit {
    @Override
    public List<NDArray> apart(NDArray map) {
      return kernels.callForList("split_parity", map);
    }

    @Override
    public NDArray together(NDArray staying, NDArray compensated) {
      return kernels.call("interleave_channels", staying, compensated);
    }
  }

  /** The first half stays, the second is compensated. */
  record Halves(Kernels kernels) implements ChannelSplit {
    @Override
    public List<NDArray> apart(NDArray map) {
      long half = map.getShape().get(1) / 2;
      return List.of(map.get(":, 0:" + half), map.get(":, " + half + ":"));
    }

    @Override
    public NDArray together(NDArray staying, NDArray compensated) {
      return kernels.concat(1, staying, compensated);
    }
  }

  /** Every channel is compensated. */
  record Whole() implements ChannelSplit {
    @Override
    public int share(int channels) {
      return channels;
    }

    @Override
    public List<NDArray> apart(NDArray map) {
      return List.of(map, map);
    }

    @Override
    public NDArray together(NDArray staying, NDArray compensated) {
      return compensated;
    }
  }
}
