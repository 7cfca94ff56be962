package io.understudy.model.perceptual;

import io.understudy.model.weights.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Tensors of the shapes that InceptionV3 has up to mixed5, drawn from their names. */
final class DrawnInception {
  /** Height, width, inputs and outputs of the kernels. */
  private final List<long[]> kernels = new ArrayList<>();

  DrawnInception() {
    kernel(3, 3, 3, 32);
    kernel(3, 3, 32, 32);
    kernel(3, 3, 32, 64);
    kernel(1, 1, 64, 80);
    kernel(3, 3, 80, 192);
    block(192, 32);
    block(256, 64);
    block(288, 64);
    kernel(3, 3, 288, 384);
    kernel(1, 1, 288, 64);
    kernel(3, 3, 64, 96);
    kernel(3, 3, 96, 96);
    longBlock(128);
    longBlock(160);
  }

  HostTensor tensor(String name) {
    long[] kernel = kernels.get(Integer.parseInt(name.replaceAll("^.*_(\\d+)/.*$", "$1")) - 1);
    Random random = new Random(name.hashCode());
    if (name.endsWith("/kernel")) {
      double deviation = Math.sqrt(2.0 / (kernel[0] * kernel[1] * kernel[2]));
      return tensor(name, kernel, () -> deviation * random.nextGaussian());
    }
    boolean variance = name.endsWith("variance");
    return tensor(
        name, new long[] {kernel[3]}, () -> random.nextDouble() * 0.1 + (variance ? 1 : 0));
  }

  private static HostTensor tensor(String name, long[] shape, DoubleSupplier values) {
    float[] drawn = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) values.getAsDouble();
    }
    return HostTensor.ofFloats(name, shape, drawn);
  }

  private void block(int inputs, int pooled) {
    kernel(1, 1, inputs, 64);
    kernel(1, 1, inputs, 48);
    kernel(5, 5, 48, 64);
    kernel(1, 1, inputs, 64);
    kernel(3, 3, 64, 96);
    kernel(3, 3, 96, 96);
    kernel(1, 1, inputs, pooled);
  }

  private void longBlock(int width) {
    kernel(1, 1, 768, 192);
    kernel(1, 1, 768, width);
    kernel(1, 7, width, width);
    kernel(7, 1, width, 192);
    kernel(1, 1, 768, width);
    kernel(7, 1, width, width);
    kernel(1, 7, width, width);
    kernel(7, 1, width, width);
    kernel(1, 7, width, 192);
    kernel(1, 1, 768, 192);
  }

  private void kernel(long... sides) {
    kernels.add(sides);
  }
}
