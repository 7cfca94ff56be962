package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.Initializer;
import java.util.Optional;

/**
 * Style convolution of StyleGAN2 (NETWORKS section 2.2 step 3): kernels modulated by the scale code
 * and demodulated, noise, bias, leaky ReLU with gain. fp32: one 32x32 map.
 */
final class ModulatedConv {
  private final Kernels kernels;
  private final int channels;
  private final Parameter weight;
  private final Parameter modulation;
  private final Parameter modulationBias;
  private final Optional<Parameter> noiseStrength;
  private final Optional<Parameter> bias;

  /**
   * @param styled whether noise, bias, leaky ReLU and gain follow, as in the released code
   */
  ModulatedConv(Parameters parameters, int channels, int styleDimensions, boolean styled) {
    this.kernels = parameters.execution().kernels();
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
   * @param code scale codes (B, D)
   * @param noise (B, 1, S, S), added times the learned strength
   */
  NDArray forward(NDArray memory, NDArray code, NDArray noise) {
    double equalised = 1 / Math.sqrt(code.getShape().get(1));
    NDArray style =
        kernels.call("linear", code, modulation.value().mul(equalised), modulationBias.value());
    double scale = 1 / Math.sqrt(channels * 9.0);
    NDArray rowKernels = kernels.call("modulated_kernels", weight.value(), style, scale);
    NDArray modulated = kernels.call("row_conv", memory, rowKernels, 1);
    return noiseStrength.isEmpty()
        ? modulated
        : kernels.call("styled", modulated, noise, noiseStrength.get().value(), bias.get().value());
  }
}
