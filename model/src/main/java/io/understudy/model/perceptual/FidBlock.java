package io.understudy.model.perceptual;

import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Parameters;

/**
 * The blocks of Inception-v3 under torchvision's names, letters as there, with the poolings of the
 * TensorFlow graph of 2015 that FID looks through: averages do not count the padding, and the last
 * block takes maxima where all others average.
 */
final class FidBlock {
  private final Parameters parameters;
  private final Kernels kernels;
  private final int in;

  /** A block of that many input channels. */
  FidBlock(Parameters parameters, int in) {
    this.parameters = parameters;
    this.kernels = parameters.execution().kernels();
    this.in = in;
  }

  /** 224 channels and those of the pooling. */
  InceptionStep a(int pooled) {
    return InceptionStep.concat(
        kernels,
        entry("branch1x1", 64),
        entry("branch5x5_1", 48).then(kernel("branch5x5_2", 48, 64, 5, 5)),
        entry("branch3x3dbl_1", 64)
            .then(kernel("branch3x3dbl_2", 64, 96, 3, 3))
            .then(kernel("branch3x3dbl_3", 96, 96, 3, 3)),
        average().then(entry("branch_pool", pooled)));
  }

  /** 480 channels and those of the input, half the size. */
  InceptionStep b() {
    return InceptionStep.concat(
        kernels,
        halving("branch3x3", in, 384),
        entry("branch3x3dbl_1", 64)
            .then(kernel("branch3x3dbl_2", 64, 96, 3, 3))
            .then(halving("branch3x3dbl_3", 96, 96)),
        halvingMaximum());
  }

  /** 768 channels; {@code width} of them inside the branches of long kernels. */
  InceptionStep c(int width) {
    return InceptionStep.concat(
        kernels,
        entry("branch1x1", 192),
        entry("branch7x7_1", width)
            .then(kernel("branch7x7_2", width, width, 1, 7))
            .then(kernel("branch7x7_3", width, 192, 7, 1)),
        entry("branch7x7dbl_1", width)
            .then(kernel("branch7x7dbl_2", width, width, 7, 1))
            .then(kernel("branch7x7dbl_3", width, width, 1, 7))
            .then(kernel("branch7x7dbl_4", width, width, 7, 1))
            .then(kernel("branch7x7dbl_5", width, 192, 1, 7)),
        average().then(entry("branch_pool", 192)));
  }

  /** 512 channels and those of the input, half the size. */
  InceptionStep d() {
    return InceptionStep.concat(
        kernels,
        entry("branch3x3_1", 192).then(halving("branch3x3_2", 192, 320)),
        entry("branch7x7x3_1", 192)
            .then(kernel("branch7x7x3_2", 192, 192, 1, 7))
            .then(kernel("branch7x7x3_3", 192, 192, 7, 1))
            .then(halving("branch7x7x3_4", 192, 192)),
        halvingMaximum());
  }

  /** 2048 channels. */
  InceptionStep e() {
    return e(average());
  }

  /** The same with maxima in the branch of the pooling. */
  InceptionStep eOfMaxima() {
    return e(x -> kernels.call("max_pool_three_same", x));
  }

  private InceptionStep e(InceptionStep pooling) {
    return InceptionStep.concat(
        kernels,
        entry("branch1x1", 320),
        entry("branch3x3_1", 384).then(cross("branch3x3_2")),
        entry("branch3x3dbl_1", 448)
            .then(kernel("branch3x3dbl_2", 448, 384, 3, 3))
            .then(cross("branch3x3dbl_3")),
        pooling.then(entry("branch_pool", 192)));
  }

  /** A lying and a standing kernel, side by side. */
  private InceptionStep cross(String name) {
    return InceptionStep.concat(
        kernels, kernel(name + "a", 384, 384, 1, 3), kernel(name + "b", 384, 384, 3, 1));
  }

  private InceptionStep entry(String name, int out) {
    return kernel(name, in, out, 1, 1);
  }

  private InceptionStep kernel(String name, int from, int to, int height, int width) {
    return new FidConvolution(parameters.at(name), from, to, height, width, 1, true);
  }

  private InceptionStep halving(String name, int from, int to) {
    return new FidConvolution(parameters.at(name), from, to, 3, 3, 2, false);
  }

  private InceptionStep average() {
    return x -> kernels.call("avg_pool_three", x);
  }

  private InceptionStep halvingMaximum() {
    return x -> kernels.call("max_pool_three", x);
  }
}
