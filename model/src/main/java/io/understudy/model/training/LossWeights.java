package io.understudy.model.training;

import static io.understudy.model.training.LossTerm.CODES;
import static io.understudy.model.training.LossTerm.CONSISTENCY;
import static io.understudy.model.training.LossTerm.DENSE_FLOW;
import static io.understudy.model.training.LossTerm.DRAWN;
import static io.understudy.model.training.LossTerm.EQUIVARIANCE_JACOBIAN;
import static io.understudy.model.training.LossTerm.EQUIVARIANCE_VALUE;
import static io.understudy.model.training.LossTerm.EXPRESSION;
import static io.understudy.model.training.LossTerm.FIDUCIALS;
import static io.understudy.model.training.LossTerm.FLOW;
import static io.understudy.model.training.LossTerm.FROM_SMALLEST;
import static io.understudy.model.training.LossTerm.KEYPOINT_DISTANCE;
import static io.understudy.model.training.LossTerm.LANDMARKS;
import static io.understudy.model.training.LossTerm.LANDMARK_SHAPE;
import static io.understudy.model.training.LossTerm.PERCEPTUAL;
import static io.understudy.model.training.LossTerm.PIXEL;
import static io.understudy.model.training.LossTerm.REBUILT_FLOW;
import static io.understudy.model.training.LossTerm.RECTIFIED;
import static io.understudy.model.training.LossTerm.VISIBLE;
import static io.understudy.model.training.LossTerm.WARPED;
import static java.util.Map.entry;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each loss weighs in the sum; one that is not named, or weighs 0, is left out.
 *
 * @param weights by loss
 */
public record LossWeights(Map<LossTerm, Double> weights) implements Serializable {
  private static final LossWeights PIXELS =
      new LossWeights(
          Map.ofEntries(
              entry(PIXEL, 10.0),
              entry(CONSISTENCY, 10.0),
              entry(WARPED, 5.0),
              entry(DENSE_FLOW, 50.0),
              entry(DRAWN, 3.0),
              entry(RECTIFIED, 5.0),
              entry(FIDUCIALS, 10.0),
              entry(FROM_SMALLEST, 5.0),
              entry(VISIBLE, 2.0),
              entry(CODES, 1.0),
              entry(REBUILT_FLOW, 32.0)));

  public LossWeights {
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
  }

  /** For training without a perceptual network and without landmarks. */
  public static LossWeights pixelsOnly() {
    return PIXELS
        .with(EQUIVARIANCE_VALUE, 5)
        .with(EQUIVARIANCE_JACOBIAN, 2)
        .with(KEYPOINT_DISTANCE, 0.1);
  }

  /** For training without a perceptual network, keypoints told where to be; some are close. */
  public static LossWeights pixelsAndLandmarks() {
    return PIXELS
        .with(EQUIVARIANCE_VALUE, 2)
        .with(EQUIVARIANCE_JACOBIAN, 2)
        .with(LANDMARKS, 20)
        .with(LANDMARK_SHAPE, 40)
        .with(FLOW, 50)
        .with(EXPRESSION, 50);
  }

  /** The same beside a perceptual network. */
  public LossWeights perceptual() {
    return with(PERCEPTUAL, 5);
  }

  /** These, one changed. */
  public LossWeights with(LossTerm term, double weight) {
    Map<LossTerm, Double> changed = new TreeMap<>(weights);
    changed.put(term, weight);
    return new LossWeights(changed);
  }

  /** Weight of a loss, 0 without one. */
  double of(LossTerm term) {
    return weights.getOrDefault(term, 0.0);
  }

  /** Whether a loss is taken. */
  boolean has(LossTerm term) {
    return of(term) != 0;
  }
}
