package io.understudy.model.training;

import io.understudy.model.kernel.Precision;
import java.io.Serializable;
import java.util.Objects;

/**
 * How a network is trained.
 *
 * @param sizePixels side of the square training pictures
 * @param precision {@code exact}: fp32; {@code fast}: bf16 maps with fp32 weights
 * @param optimizer settings of Adam
 * @param losses weights of the losses
 * @param stages first steps that train less than everything, which cost a fraction
 * @param frozenKeypoints whether the keypoint detector gets no gradient behind its own steps, and
 *     flows are made of what a second look at the face finds
 * @param viewAugmentation how far both frames of a pair are turned, scaled, shifted and relit
 *     alike, 0 to 2; 0 leaves them as they are
 * @param seed of everything random
 */
public record TrainingSettings(
    int sizePixels,
    Precision precision,
    OptimizerSettings optimizer,
    LossWeights losses,
    StageSteps stages,
    boolean frozenKeypoints,
    double viewAugmentation,
    long seed)
    implements Serializable {
  public TrainingSettings {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(losses, "losses");
    Objects.requireNonNull(stages, "stages");
    if (sizePixels < 64 || sizePixels % 64 != 0) {
      throw new IllegalArgumentException(
          "training pictures must have a side that is a multiple of 64 pixels, got " + sizePixels);
    }
    if (!(viewAugmentation >= 0 && viewAugmentation <= 2)) {
      throw new IllegalArgumentException(
          "the view augmentation must be 0 (none) to 2, got " + viewAugmentation);
    }
  }
}
