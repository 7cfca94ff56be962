package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.Map;

/**
 * Layers by DJL's own operations, a second computation beside the kernels.
 *
 * @param values tensors by name; borrowed
 */
public record PlainLayers(Map<String, NDArray> values) {
  private static final float EPSILON = 1e-5f;

  public NDArray value(String name) {
    return values.get(name);
  }

  /** The convolution of that name, which keeps the size. */
  public NDArray conv(String name, NDArray x) {
    return conv(x, value(name + ".weight"), value(name + ".bias"));
  }

  /** A convolution that keeps the size. */
  public static NDArray conv(NDArray x, NDArray weight, NDArray bias) {
    long padding = weight.getShape().get(2) / 2;
    Shape one = new Shape(1, 1);
    return Conv2d.conv2d(x, weight, bias, one, new Shape(padding, padding), one, 1)
        .singletonOrThrow();
  }

  /** The linear map of that name. */
  public NDArray linear(String name, NDArray x) {
    return x.matMul(value(name + ".weight").transpose()).add(value(name + ".bias"));
  }

  /** Batch norm with gathered statistics. */
  public NDArray norm(String name, NDArray x) {
    return BatchNorm.batchNorm(
            x,
            value(name + ".running_mean"),
            value(name + ".running_var"),
            value(name + ".weight"),
            value(name + ".bias"),
            1,
            0.1f,
            EPSILON,
            false)
        .singletonOrThrow();
  }

  /** Norm of each row's channels by their own statistics. */
  public NDArray instanceNorm(String name, NDArray x) {
    NDArray rows = x.flatten(2, 3);
    NDArray centred = rows.sub(rows.mean(new int[] {2}, true));
    NDArray variance = centred.square().mean(new int[] {2}, true);
    NDArray scaled = centred.div(variance.add(EPSILON).sqrt()).reshape(x.getShape());
    Shape channels = new Shape(1, x.getShape().get(1), 1, 1);
    return scaled
        .mul(value(name + ".weight").reshape(channels))
        .add(value(name + ".bias").reshape(channels));
  }

  /** Convolution, batch norm, ReLU. */
  public NDArray same(String name, NDArray x) {
    return Activation.relu(norm(name + ".norm", conv(name + ".conv", x)));
  }

  public NDArray down(String name, NDArray x) {
    Shape two = new Shape(2, 2);
    return Pool.avgPool2d(same(name, x), two, two, new Shape(0, 0), false, true);
  }

  public NDArray up(String name, NDArray x) {
    return same(name, x.repeat(2, 2).repeat(3, 2));
  }

  public NDArray residual(String name, NDArray x) {
    NDArray y = conv(name + ".conv1", Activation.relu(norm(name + ".norm1", x)));
    return conv(name + ".conv2", Activation.relu(norm(name + ".norm2", y))).add(x);
  }

  /** Side by side on the second axis. */
  public static NDArray concat(NDArray... parts) {
    return ai.djl.ndarray.NDArrays.concat(new NDList(parts), 1);
  }
}
