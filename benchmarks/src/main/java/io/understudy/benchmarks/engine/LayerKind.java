package io.understudy.benchmarks.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** What sort of layer a kernel call belongs to, by the kernel's name. */
final class LayerKind {
  private LayerKind() {}

  /** The kind of a call, as a row of a table names it. */
  static String of(String function, Object[] arguments) {
    return switch (function) {
      case "conv2d", "conv_packed", "row_conv" -> convolution((NDArray) arguments[1]);
      case "conv_packed_add" -> convolution((NDArray) arguments[2]);
      case "doubling", "doubling_packed" -> "doubling convolution";
      case "attention",
          "masked_attention",
          "multi_head",
          "multi_head_masked",
          "fused_attention",
          "fused_self_attention",
          "fused_self_attention_masked",
          "map_attention" ->
          "attention";
      case "linear", "linear_packed", "linear_packed_add", "in_projection", "tps_grid" ->
          "linear map";
      case "group_norm", "group_norm_silu" -> "group norm";
      case "layer_norm", "batch_norm", "instance_norm_relu" -> "other normalisation";
      case "grid_sample",
          "grid_sample_visible",
          "warp",
          "warp_corners",
          "warped_windows",
          "sparse_deformed",
          "sample_on_black" ->
          "sampling under a flow";
      case "resize", "resize_grid", "resample", "avg_pool", "blend_corners", "nearest_twice" ->
          "resizing";
      case "concat", "tokens", "from_tokens", "cast", "unblock", "pad_right_bottom" ->
          "memory order";
      default -> "everything else";
    };
  }

  private static String convolution(NDArray weight) {
    Shape shape = weight.getShape();
    int axes = shape.dimension();
    return "convolution %dx%d".formatted(shape.get(axes - 2), shape.get(axes - 1));
  }
}
