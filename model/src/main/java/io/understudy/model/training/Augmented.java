package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Images after augmentation.
 *
 * @param images (2B, 3, H, W): sources, then driving frames
 * @param mirrored whether left and right of an image were exchanged, one of each
 */
record Augmented(NDArray images, List<Boolean> mirrored) {
  Augmented {
    mirrored = List.copyOf(mirrored);
  }
}
