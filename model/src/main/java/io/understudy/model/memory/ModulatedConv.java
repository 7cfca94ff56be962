package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.Initializer;
import java.util.Optional;

/**
 * Style convolution of StyleGAN2 (NETWORKS section 2.2 step 3): kernels modulated by the implicit
 * scale code and demodulated, noise, bias, leaky ReLU with gain. One 32x32 map.
 *
 * <p>In {@code exact}, in training and on a GPU kernels are made for each row. In {@code fast} on a
 * CPU the map is modulated and the result demodulated, which is the same sum: the kernels stay as
 * they are, pre-packed in bf16.
 */
final class ModulatedConv {
  private final Execution execution;
  private final Kernels kernels;
  private final int channels;
  private final Parameter weight;
  private final Parameter modulation;
  private final Parameter modulationBias;
  private final Optional<Parameter> noiseStrength;
  private final Optional<Parameter> bias;
  private Packed packed;

  /**
   * @param styled whether noise, bias, leaky ReLU and gain follow, as in the released code
   */
  ModulatedConv(Parameters parameters, int channels, int styleDimensions, boolean styled) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.channels = channels;
    Parameters conv = parameters.at("modulated_conv");
    Initializer unit = new Initializer.Normal(1);
    this.weight = conv.parameter("weight", unit, 1, channels, channels, 3, 3);
    Parameters linear = conv.at("modulation");
    this.modulation = linear.parameter("weight", unit, channels, styleDimensions);
    this.modulationBias = linear.parameter("bias", Initializer.ONES, channels);
    this.noiseStrength =
        styled
            ? Optional.of(parameters.parameter("weight", Initializer.ZEROS, 1))
            : Optional.empty();
    this.bias =
        noiseStrength.map(
            strength -> parameters.at("activate").parameter("bias", Initializer.ZEROS, channels));
  }

  /**
   * The memory of each row.
   *
   * @param memory (1, C, S, S)
   * @param code implicit scale codes (B, D)
   * @param noise (B, 1, S, S), added times the learned strength
   */
  NDArray forward(NDArray memory, NDArray code, NDArray noise) {
    double equalised = 1 / Math.sqrt(code.getShape().get(1));
    NDArray style =
        kernels.call(
            "linear", code, kernels.times(modulation.value(), equalised), modulationBias.value());
    NDArray modulated =
        execution.fast() && execution.bfloat16() && execution.onCpu()
            ? modulatedMap(memory, style)
            : modulatedKernels(memory, style);
    return noiseStrength.isEmpty()
        ? modulated
        : kernels.call("styled", modulated, noise, noiseStrength.get().value(), bias.get().value());
  }

  private double scale() {
    return 1 / Math.sqrt(channels * 9.0);
  }

  private NDArray modulatedKernels(NDArray memory, NDArray style) {
    NDArray rowKernels = kernels.call("modulated_kernels", weight.value(), style, scale());
    return kernels.call("row_conv", memory, rowKernels, 1);
  }

  private NDArray modulatedMap(NDArray memory, NDArray style) {
    if (packed == null) {
      packed = Packed.of(kernels, kernels.times(weight.value(), scale()).squeeze(0), memory);
    }
    NDArray map = kernels.call("modulated_rows", packed.memory, style);
    return kernels.call("demodulated", packed.apply(kernels, map), style, packed.squares);
  }

  /**
   * The kernels of all rows, and the memory in the order that they want.
   *
   * @param memory channels last, fp32
   * @param weight pre-packed, bf16
   * @param bias zeros, bf16
   * @param squares sums of the squares of each kernel's weights (out, in), fp32
   */
  private record Packed(NDArray memory, NDArray weight, NDArray bias, NDArray squares) {
    static Packed of(Kernels kernels, NDArray weight, NDArray memory) {
      try (Scope scope = new Scope()) {
        long[] size = memory.getShape().getShape();
        NDArray squares = weight.square().sum(new int[] {2, 3});
        NDArray bias = squares.sum(new int[] {1}).zerosLike();
        NDArray working = kernels.toBfloat16ChannelsLast(weight);
        return new Packed(
            scope.own(kernels.toFloatChannelsLast(memory)),
            scope.own(kernels.call("pack", working, 1, 1, 1, size)),
            scope.own(kernels.toBfloat16(bias)),
            scope.own(squares));
      }
    }

    NDArray apply(Kernels kernels, NDArray map) {
      return kernels.call("conv_packed", map, weight, bias, 1, 1, 1, "none", new double[0]);
    }
  }
}
