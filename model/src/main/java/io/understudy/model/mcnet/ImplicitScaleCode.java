package io.understudy.model.mcnet;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;

/**
 * MCNet's implicit scale code (ISCM, NETWORKS section 2.2 step 2): from a pooled feature and the
 * source's keypoints, in fp32. Keys {@code 0.*} and {@code 2.*}.
 */
public final class ImplicitScaleCode {
  private final Kernels kernels;
  private final Linear hidden;
  private final Linear out;

  /**
   * @param channels of the pooled feature
   * @param hiddenWidth size of the hidden layer
   * @param dimensions size of the code
   */
  public ImplicitScaleCode(
      Parameters parameters, int channels, int keypoints, int hiddenWidth, int dimensions) {
    this.kernels = parameters.execution().kernels();
    this.hidden = new Linear(parameters.inFloat().at(0), channels + 2 * keypoints, hiddenWidth);
    this.out = new Linear(parameters.inFloat().at(2), hiddenWidth, dimensions);
  }

  /**
   * The code (B, dimensions).
   *
   * @param pooled mean of a map (B, C)
   * @param source source keypoints (B, K, 2)
   * @param tap hears {@code iscm.scale_input} and {@code iscm.style}
   */
  public NDArray forward(NDArray pooled, NDArray source, Tap tap) {
    NDArray input = kernels.call("scale_code_input", pooled, source);
    NDArray code = out.forward(kernels.call("relu", hidden.forward(input)));
    tap.accept("iscm.scale_input", input);
    tap.accept("iscm.style", code);
    return code;
  }
}
