package io.understudy.model.mcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.memory.PlainCompensation;
import io.understudy.model.ost.PlainEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A second computation of the U-Net that MCNet and TPSM share (NETWORKS sections 2.1 and 5), with
 * section 4.2's code in every block.
 *
 * @param layers tensors below the generator; borrowed
 * @param warped gives a map under the flow
 * @param visible gives the occlusion map in the size of a map
 */
public record PlainUnet(
    PlainLayers layers, UnaryOperator<NDArray> warped, UnaryOperator<NDArray> visible) {
  private static final int DEPTH = 3;
  private static final int SMALLEST = 32;

  /** The picture of source images (B, 3, H, W). */
  public NDArray picture(NDArray image, PlainEmbedding embedding, PlainCompensation compensation) {
    List<NDArray> encoded = new ArrayList<>();
    encoded.add(layers.same("first", image));
    for (int i = 0; i < DEPTH; i++) {
      encoded.add(embedding.in("down." + i, layers.down("down_blocks." + i, encoded.get(i))));
    }
    NDArray x = null;
    for (int i = 0; i < DEPTH; i++) {
      NDArray skip = compensation.of(SMALLEST << i, occluded(encoded.get(DEPTH - i)));
      x = x == null ? skip : PlainLayers.concat(x, skip);
      x = layers.residual("resblock." + 2 * i, x);
      x = layers.residual("resblock." + (2 * i + 1), x);
      x = embedding.in("up." + i, layers.up("up_blocks." + i, x));
    }
    NDArray shown = visible.apply(image);
    NDArray hidden = shown.mul(-1).add(1);
    NDArray full = compensation.of(SMALLEST << DEPTH, occluded(encoded.get(0)));
    NDArray merged = x.mul(hidden).add(full);
    NDArray drawn = Activation.sigmoid(layers.conv("final", merged));
    return drawn.mul(hidden).add(warped.apply(image).mul(shown));
  }

  private NDArray occluded(NDArray map) {
    return warped.apply(map).mul(visible.apply(map));
  }
}
