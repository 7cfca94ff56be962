package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.MemorySwitches;

/** Keys and values of the memory (NETWORKS section 2.2 step 4). */
@FunctionalInterface
interface KeyValue {
  /** Both (B, C, S, S), working type. */
  record Pair(NDArray key, NDArray value) {
    private static Pair halves(NDArray both, int channels) {
      return new Pair(both.get(":, 0:" + channels), both.get(":, " + channels + ":"));
    }
  }

  /**
   * Computes both.
   *
   * @param memory conditioned memory (B, C, S, S), working type
   * @param pooled pooled features (B, C), fp32
   */
  Pair of(NDArray memory, NDArray pooled, Tap tap);

  /** The variant that {@code kind} names. */
  static KeyValue of(MemorySwitches.KeyValue kind, Parameters unit, int channels) {
    switch (kind) {
      case DYNAMIC_PAIR:
        DynamicConv pair = new DynamicConv(unit.at("conv_kv"), channels, 2 * channels, true);
        return (memory, pooled, tap) -> Pair.halves(pair.forward(memory, pooled, tap), channels);
      case DYNAMIC_TWO:
        DynamicConv key = new DynamicConv(unit.at("conv_k"), channels, channels, false);
        DynamicConv value = new DynamicConv(unit.at("conv_v"), channels, channels, false);
        return (memory, pooled, tap) ->
            new Pair(key.forward(memory, pooled, tap), value.forward(memory, pooled, tap));
      default:
        Conv2d plain =
            new Conv2d(unit.at("conv_kv"), channels, 2 * channels, 3, 1, Activation.RELU);
        return (memory, pooled, tap) -> Pair.halves(plain.forward(memory), channels);
    }
  }
}
