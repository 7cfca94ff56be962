package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.LayerNorm;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.synergize.MultiHeadAttention.Context;

/**
 * Pre-norm transformer layer over the tokens of a 32x32 map (NETWORKS section 3.4): self-attention,
 * cross-attention to the codes, convolutional feed-forward.
 */
final class TransformerLayer {
  private static final int SIDE = 32;

  private final Kernels kernels;
  private final LayerNorm norm1;
  private final MultiHeadAttention self;
  private final LayerNorm norm2;
  private final MultiHeadAttention cross;
  private final LayerNorm norm3;
  private final Conv2d conv1;
  private final Conv2d conv2;

  TransformerLayer(Parameters parameters, int size, int heads) {
    kernels = parameters.execution().kernels();
    norm1 = new LayerNorm(parameters.at("norm1"), size);
    self = new MultiHeadAttention(parameters.at("self_attn"), size, heads);
    norm2 = new LayerNorm(parameters.at("norm2"), size);
    cross = new MultiHeadAttention(parameters.at("cross_attn"), size, heads);
    norm3 = new LayerNorm(parameters.at("norm3"), size);
    conv1 = new Conv2d(parameters.at("conv1"), size, 2 * size, 3, 1, Activation.GELU);
    conv2 = new Conv2d(parameters.at("conv2"), 2 * size, size, 3);
  }

  /** What the codes (1, M, E) look like to this layer; constant, made once. */
  Context project(NDArray codes) {
    return cross.context(codes, codes);
  }

  /**
   * @param x tokens (B, 1024, E)
   * @param position embedding (1024, E), or null for none
   * @param codes from {@link #project}
   * @param ignored tokens that self-attention leaves out as keys (B, 1024), or null for none
   * @param tap hears {@code attention} (B, M), how much all tokens look at each code; not asked for
   *     where it is {@link Tap#NONE}
   */
  NDArray forward(NDArray x, NDArray position, Context codes, NDArray ignored, Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray y = self.addSelf(x, norm1.forward(x), position, ignored);
      NDArray asking = norm2.forward(y);
      if (tap != Tap.NONE) {
        tap.accept("attention", cross.looks(asking, position, codes));
      }
      y = cross.addFound(y, asking, position, codes);
      NDArray map = kernels.call("from_tokens", norm3.forward(y), SIDE, 1);
      NDArray fed = conv2.forward(conv1.forward(map));
      return scope.keep(y.add(kernels.call("tokens", fed, 1)));
    }
  }
}
