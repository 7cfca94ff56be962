package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.network.PixelRange;

/** How far what a network draws is from the driving images. */
final class PictureLoss {
  // Of the output's perceptual loss, as published (NETWORKS section 3.8).
  private static final double FROM_SMALLEST_SHARE = 0.5;
  // Of the range of pixels: mean differences up to which warped and driving image count as the
  // same, and from which on the source is not visible at all.
  private static final double SAME = 0.03;
  private static final double DIFFERENT = 0.12;

  private final Kernels kernels;
  private final PixelRange range;
  private final PictureDifference difference;

  /**
   * @param range of the network's images
   */
  PictureLoss(Kernels kernels, PixelRange range, PictureDifference difference) {
    this.kernels = kernels;
    this.range = range;
    this.difference = difference;
  }

  /**
   * Adds the losses of the output of a batch, and of what led to it.
   *
   * @param output (B, 3, H, W)
   * @param terms what the network told
   */
  void add(Losses losses, TrainingBatch batch, NDArray output, TrainingTerms terms) {
    losses.drew(output);
    losses.add(LossTerm.PIXEL, difference.ofPixels(output, batch));
    terms.fromSmallest().ifPresent(small -> fromSmallest(losses, small, batch));
    terms.drawn().ifPresent(drawn -> drawn(losses, drawn, terms, batch));
    difference.ofFeatures(output, batch).ifPresent(term -> losses.add(LossTerm.PERCEPTUAL, term));
    terms.consistency().ifPresent(term -> losses.add(LossTerm.CONSISTENCY, term));
    losses.addSum(LossTerm.CODES, "_motion", terms.motionCodes());
    losses.addSum(LossTerm.CODES, "_appearance", terms.appearanceCodes());
    losses.addSum(LossTerm.REBUILT_FLOW, "", terms.rebuiltFlows());
  }

  private void fromSmallest(Losses losses, NDArray small, TrainingBatch batch) {
    losses.add(LossTerm.FROM_SMALLEST, difference.ofPixels(small, batch));
    difference
        .ofFeatures(small, batch)
        .map(term -> kernels.times(term, FROM_SMALLEST_SHARE))
        .ifPresent(term -> losses.add(LossTerm.PERCEPTUAL, "_from_smallest", term));
  }

  /** Teaches the decoder, and the occlusion map to leave to it what the warped source lacks. */
  private void drawn(Losses losses, NDArray drawn, TrainingTerms terms, TrainingBatch batch) {
    losses.add(LossTerm.DRAWN, difference.ofPixels(drawn, batch));
    // A network that blends several warped sources has no one map of what is visible.
    terms.visible().ifPresent(visible -> visible(losses, visible, terms, batch));
  }

  private void visible(Losses losses, NDArray visible, TrainingTerms terms, TrainingBatch batch) {
    double span = 255 * range.scale();
    losses.add(
        LossTerm.VISIBLE,
        kernels.call(
            "visible_loss",
            visible,
            terms.warped().orElseThrow(),
            batch.driving(),
            SAME * span,
            DIFFERENT * span));
  }
}
