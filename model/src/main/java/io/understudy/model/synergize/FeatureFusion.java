package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.SynergizeConfiguration;

/**
 * Brings compensated features into the generator at one scale (NETWORKS section 3.6): spatial
 * feature transform first, addition second, both from the same features.
 */
final class FeatureFusion {
  private final Kernels kernels;
  private final SwishBlock encode;
  private final Conv2d scale0;
  private final Conv2d scale2;
  private final Conv2d shift0;
  private final Conv2d shift2;
  private final Conv2d addition;

  FeatureFusion(Parameters parameters, int side, SynergizeConfiguration configuration) {
    kernels = parameters.execution().kernels();
    int channels = configuration.channels().at(side);
    int groups = configuration.channels().normGroups();
    boolean transform = configuration.featureTransform();
    Parameters at = parameters.at("fuse_convs_dict").at(side);
    encode = transform ? new SwishBlock(at.at("encode_enc"), 2 * channels, channels, groups) : null;
    scale0 = transform ? leaky(at.at("scale").at(0), channels) : null;
    scale2 = transform ? new Conv2d(at.at("scale").at(2), channels, channels, 3) : null;
    shift0 = transform ? leaky(at.at("shift").at(0), channels) : null;
    shift2 = transform ? new Conv2d(at.at("shift").at(2), channels, channels, 3) : null;
    addition =
        configuration.featureAddition()
            ? new Conv2d(parameters.at("fuse_ms_dict").at(side), channels, channels, 3)
            : null;
  }

  private static Conv2d leaky(Parameters parameters, int channels) {
    return new Conv2d(parameters, channels, channels, 3, 1, Activation.LEAKY_RELU);
  }

  NDArray fuse(NDArray map, NDArray compensated) {
    try (Scope scope = new Scope()) {
      NDArray x = map;
      if (encode != null) {
        NDArray e = encode.forward(kernels.concat(1, compensated, map));
        NDArray scaled = kernels.call("scaled", map, scale2.forward(scale0.forward(e)));
        x = shift2.forwardAndAdd(shift0.forward(e), scaled);
      }
      if (addition != null) {
        x = addition.forwardAndAdd(compensated, x);
      }
      return x == map ? map : scope.keep(x);
    }
  }
}
