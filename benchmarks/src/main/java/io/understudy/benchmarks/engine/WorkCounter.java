package io.understudy.benchmarks.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.KernelListener;
import java.util.Arrays;

/**
 * Counts the multiply-adds of convolutions, linear maps and attention, as NETWORKS section 7 does;
 * everything else is left out. {@code fast} needs fewer for the same result. One thread.
 */
final class WorkCounter implements KernelListener {
  private long multiplyAdds;

  @Override
  public void called(String function, Object[] arguments, NDArray result) {
    multiplyAdds += multiplyAdds(function, arguments, result);
  }

  /** Multiply-adds of one call. */
  static long multiplyAdds(String function, Object[] arguments, NDArray result) {
    return switch (function) {
      case "conv2d", "conv_packed", "linear", "linear_packed", "in_projection" ->
          result.size() * elementsPerOutput(weight(arguments, 1));
      case "conv_packed_add", "linear_packed_add" ->
          result.size() * elementsPerOutput(weight(arguments, 2));
      case "doubling", "doubling_packed" -> 4 * result.size() * weight(arguments, 0)[1];
      case "tps_grid" -> result.size() * weight(arguments, 1)[0];
      case "row_conv" -> result.size() * product(weight(arguments, 1), 2);
      case "map_attention" -> mapAttention(arguments, result);
      case "attention", "masked_attention", "fused_attention" -> attention(arguments);
      case "fused_self_attention", "fused_self_attention_masked" -> selfAttention(arguments);
      case "multi_head", "multi_head_masked" ->
          attention(arguments) + result.size() * elementsPerOutput(weight(arguments, 3));
      default -> 0;
    };
  }

  /** Queries against keys, then the weights against values: each query meets each key twice. */
  private static long attention(Object[] arguments) {
    NDArray queries = (NDArray) arguments[0];
    NDArray keys = (NDArray) arguments[1];
    long positions = keys.getShape().get(keys.getShape().dimension() - 2);
    return 2 * queries.size() * positions;
  }

  /** The same of tokens (B, N, 3E) whose queries, keys and values lie side by side. */
  private static long selfAttention(Object[] arguments) {
    NDArray joined = (NDArray) arguments[0];
    return 2 * joined.size() / 3 * joined.getShape().get(1);
  }

  /** The same of maps: every position of the first asks every position of the second. */
  private static long mapAttention(Object[] arguments, NDArray result) {
    Shape keys = ((NDArray) arguments[1]).getShape();
    long elements = ((NDArray) arguments[0]).size() + result.size();
    return elements * keys.get(2) * keys.get(3);
  }

  private static long[] weight(Object[] arguments, int index) {
    return ((NDArray) arguments[index]).getShape().getShape();
  }

  private static long elementsPerOutput(long[] weight) {
    return product(weight, 1);
  }

  /** Product of all sizes from axis {@code first} on. */
  private static long product(long[] sizes, int first) {
    return Arrays.stream(sizes).skip(first).reduce(1, (a, b) -> a * b);
  }

  /** Takes what was counted since the last call, in units of 10^9. */
  double takeGigaMacs() {
    double giga = multiplyAdds / 1e9;
    multiplyAdds = 0;
    return giga;
  }
}
