package io.understudy.pipeline.explain;

import io.understudy.model.explain.Intermediate;

/**
 * A map of many channels, seen through figures of all of them. Immutable by contract.
 *
 * @param array (1, C, h, w)
 */
record FeatureMap(Intermediate array) {
  int channels() {
    return array.size(1);
  }

  int height() {
    return array.size(2);
  }

  int width() {
    return array.size(3);
  }

  /** The mean over channels of absolute values, for each place. */
  float[] meanAbsolute() {
    int places = width() * height();
    double[] sums = new double[places];
    float[] values = array.values();
    for (int i = 0; i < values.length; i++) {
      sums[i % places] += Math.abs(values[i]);
    }
    float[] means = new float[places];
    for (int i = 0; i < places; i++) {
      means[i] = (float) (sums[i] / channels());
    }
    return means;
  }

  /** The difference to a map of the same shape. */
  FeatureMap minus(FeatureMap other) {
    float[] differences = array.values().clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= other.array.values()[i];
    }
    return new FeatureMap(new Intermediate(array.shape(), differences));
  }

  /** How much a channel varies over its places. */
  double variance(int channel) {
    double sum = 0;
    double squares = 0;
    float[] values = array.part(channel);
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return squares / values.length - mean * mean;
  }
}
