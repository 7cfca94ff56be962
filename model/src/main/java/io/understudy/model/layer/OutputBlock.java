package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Convolution.Geometry;

/**
 * Squares of outputs that a packed convolution computes at one place. Its kernels work on {@value
 * #CHANNELS} output channels at a time; with one to four of them most of that is thrown away. So
 * the outputs of a square of pixels become channels of a convolution with a larger kernel and
 * stride, and are spread to pixels afterwards: the same sums, up to seven times faster.
 *
 * <p>Pure; which square pays is decided by the shapes.
 */
enum OutputBlock {
  /** Each output for itself. */
  SINGLE(1),
  PAIRS(2),
  FOURS(4);

  private static final int CHANNELS = 16;

  /** Numbers of a kernel's row, in bf16, that AMX multiplies at once. */
  private static final int ROW = 32;

  private final int side;

  OutputBlock(int side) {
    this.side = side;
  }

  /**
   * The block for these weights (out, in / groups, K, K) on maps of {@code input}'s size: the
   * largest that fills the channels and divides the result.
   */
  static OutputBlock of(NDArray weight, Geometry geometry, NDArray input) {
    Shape w = weight.getShape();
    long kernel = w.get(2);
    if (geometry.stride() != 1 || geometry.groups() != 1 || kernel < 3) {
      return SINGLE;
    }
    long grown = 2L * geometry.padding() - kernel + 1;
    Shape result = new Shape(input.getShape().get(2) + grown, input.getShape().get(3) + grown);
    if (FOURS.fits(w.get(0), result)) {
      return FOURS;
    }
    return PAIRS.fits(w.get(0), result) ? PAIRS : SINGLE;
  }

  private boolean fits(long outputs, Shape result) {
    return outputs * side * side <= CHANNELS
        && result.get(0) % side == 0
        && result.get(1) % side == 0;
  }

  /** The geometry of the convolution over blocks of these weights (out, in, K, K). */
  Geometry geometry(Geometry single, Shape weight) {
    return this == SINGLE
        ? single
        : new Geometry(side, single.padding() + margin(weight), single.groups());
  }

  /** (out, in, K, K) to (out * side^2, in, L, L), where L is K + side - 1 and the margin. */
  NDArray weight(Kernels kernels, NDArray weight) {
    return this == SINGLE
        ? weight
        : kernels.call("block_weight", weight, side, margin(weight.getShape()));
  }

  /**
   * Rows and columns of zeros before the kernel. libtorch 2.5.1's kernels for AMX give wrong sums
   * (as large as the result) where fewer than 16 channels times a kernel's width fill two rows of
   * numbers or more exactly, as 8x8 kernels of 8 channels do; 9x9 is right.
   */
  private int margin(Shape weight) {
    long row = weight.get(1) * (weight.get(3) + side - 1);
    return weight.get(1) < CHANNELS && row > ROW && row % ROW == 0 ? 1 : 0;
  }

  NDArray bias(Kernels kernels, NDArray bias) {
    return this == SINGLE ? bias : kernels.call("block_bias", bias, side);
  }

  /** (N, out * side^2, H / side, W / side) to (N, out, H, W). */
  NDArray spread(Kernels kernels, NDArray blocks) {
    return this == SINGLE ? blocks : kernels.call("unblock", blocks, side);
  }
}
