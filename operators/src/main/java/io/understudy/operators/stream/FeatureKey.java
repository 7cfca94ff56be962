package io.understudy.operators.stream;

import io.understudy.operators.reenactor.ModelKey;

/**
 * Names source features on a device; equal keys mean equal tensors, whichever source they are of.
 *
 * @param model the model that made them, with the real id of its weights
 * @param featuresId digest of their bytes
 */
record FeatureKey(ModelKey model, String featuresId) {}
