package io.understudy.operators.stream;

import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;

/**
 * Names source features on a device; equal keys mean equal tensors, whichever source they are of.
 *
 * @param model the model that made them, with the real id of its weights
 * @param featuresId digest of their bytes
 */
record FeatureKey(ModelKey model, String featuresId) {
  /** The features that an update brings. */
  static FeatureKey of(SessionUpdate update) {
    return new FeatureKey(update.model(), update.featuresId());
  }
}
