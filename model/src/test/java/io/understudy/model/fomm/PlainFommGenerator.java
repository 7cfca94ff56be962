package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.ost.PlainEmbedding;
import java.util.function.UnaryOperator;

/**
 * A second computation of FOMM's generator (NETWORKS section 1.5), with section 4.2's code in every
 * block.
 *
 * @param layers tensors below the generator; borrowed
 * @param halvings how often the encoder halves
 * @param residuals blocks between encoder and decoder
 * @param warped gives the features under the flow, occluded, as they enter the residual blocks
 */
public record PlainFommGenerator(
    PlainLayers layers, int halvings, int residuals, UnaryOperator<NDArray> warped) {
  /** The picture of source images (B, 3, H, W). */
  public NDArray picture(NDArray image, PlainEmbedding embedding) {
    NDArray x = layers.same("first", image);
    for (int i = 0; i < halvings; i++) {
      x = embedding.in("down." + i, layers.down("down_blocks." + i, x));
    }
    x = warped.apply(x);
    for (int i = 0; i < residuals; i++) {
      x = layers.residual("bottleneck.r" + i, x);
    }
    for (int i = 0; i < halvings; i++) {
      x = embedding.in("up." + i, layers.up("up_blocks." + i, x));
    }
    return Activation.sigmoid(layers.conv("final", x));
  }
}
