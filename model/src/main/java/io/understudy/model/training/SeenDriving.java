package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.network.Network;
import io.understudy.model.ost.ScaleAugmentation;
import io.understudy.model.ost.ScaleAugmentation.Extent;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * The driving images of a batch as the detector sees them: narrowed or flattened where the network
 * has a scale transformation, which learns to undo that (NETWORKS section 4.3), else as they are.
 *
 * @param images (B, 3, H, W) in the network's range
 * @param extents how much of its width and height each image keeps
 * @param atImages where keypoints of the images shall be
 */
record SeenDriving(NDArray images, List<Extent> extents, KnownKeypoints atImages) {
  // Share of driving images that are neither narrowed nor flattened.
  private static final double AS_THEY_ARE = 1.0 / 3;

  /** Draws the extents of a batch and applies them. */
  static SeenDriving draw(
      Execution execution, Network network, TrainingBatch batch, RandomGenerator random) {
    boolean scales = network.scaleTransform().isPresent();
    List<Extent> extents = extents(batch.driving().getShape().get(0), scales, random);
    ScaleAugmentation augmentation = new ScaleAugmentation(execution, network.pixelRange().shift());
    return new SeenDriving(
        scales ? augmentation.apply(batch.driving(), extents) : batch.driving(),
        extents,
        batch.atDriving().scaled(execution, extents));
  }

  /**
   * As the paper draws them, but that some images stay as they are: what leaves an image alone is
   * the edge of what it draws, and a transformation that rarely sees that shrinks every picture.
   */
  private static List<Extent> extents(long size, boolean scales, RandomGenerator random) {
    return LongStream.range(0, size)
        .mapToObj(
            i ->
                scales && random.nextDouble() >= AS_THEY_ARE
                    ? Extent.draw(random)
                    : new Extent(1, 1))
        .toList();
  }
}
