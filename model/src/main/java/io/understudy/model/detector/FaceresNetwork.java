package io.understudy.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.weights.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * MobileNetV1 up to the mean of its last maps: a convolution, then thirteen pairs of one over
 * places and one over channels; batch norm is folded into the tensors, or stands beside them as a
 * factor.
 */
final class FaceresNetwork {
  private static final int PAIRS = 13;

  /** Pairs that halve the size. */
  private static final Set<Integer> HALVING = Set.of(2, 4, 6, 12);

  private final Execution execution;
  private final Kernels kernels;
  private final List<Layer> layers = new ArrayList<>();

  private record Layer(NDArray weight, NDArray bias, int stride, int groups) {}

  FaceresNetwork(Execution execution, FaceresTensors tensors) {
    this.execution = execution;
    this.kernels = execution.kernels();
    add(tensors, "conv1/convolution/merged_input", "conv1", 2);
    for (int pair = 1; pair <= PAIRS; pair++) {
      String places = "conv_dw_" + pair;
      add(tensors, places + "/depthwise_kernel", places, HALVING.contains(pair) ? 2 : 1);
      String channels = "conv_pw_" + pair;
      add(tensors, channels + "/convolution/merged_input", channels, 1);
    }
  }

  /** Vector (1024) of an image (1, 3, H, W), BGR levels less their means. */
  NDArray embed(NDArray image) {
    NDArray x = image;
    for (Layer layer : layers) {
      x = kernels.call("conv_same_relu6", x, layer.weight, layer.bias, layer.stride, layer.groups);
    }
    return x.mean(new int[] {3}).mean(new int[] {2}).get(0);
  }

  private void add(FaceresTensors tensors, String kernelName, String layer, int stride) {
    HostTensor kernel = tensors.tensor(kernelName);
    float[] bias = tensors.floats(layer + "_bn/batchnorm_1/sub");
    boolean depthwise = kernelName.endsWith("depthwise_kernel");
    float[] factors = new float[bias.length];
    Arrays.fill(factors, 1);
    if (depthwise) {
      factors = tensors.floats(layer + "_bn/batchnorm_1/mul");
    }
    long[] sides = kernel.shape();
    int outputs = bias.length;
    int inputs = depthwise ? 1 : (int) sides[2];
    int places = (int) (sides[0] * sides[1]);
    float[] ordered = outputsFirst(tensors.floats(kernelName), outputs, inputs, places, factors);
    layers.add(
        new Layer(
            execution.manager().create(ordered, new Shape(outputs, inputs, sides[0], sides[1])),
            execution.manager().create(bias, new Shape(outputs)),
            stride,
            depthwise ? outputs : 1));
  }

  /** From (place, in, out) to (out, in, place), times a factor of each output. */
  private static float[] outputsFirst(
      float[] values, int outputs, int inputs, int places, float[] factors) {
    float[] ordered = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int output = i % outputs;
      int input = i / outputs % inputs;
      int place = i / outputs / inputs;
      ordered[(output * inputs + input) * places + place] = values[i] * factors[output];
    }
    return ordered;
  }
}
