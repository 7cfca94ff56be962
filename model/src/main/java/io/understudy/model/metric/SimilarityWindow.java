package io.understudy.model.metric;

import java.util.Arrays;

/**
 * The window that structural similarity looks through.
 *
 * @param weights weights of one axis, sum 1, odd count; a window is their outer product
 * @param zeroPadded whether windows reach over the border, where pixels count as 0; otherwise only
 *     windows inside the picture count
 * @param sampleCovariance whether variances are divided by n - 1 rather than n
 */
record SimilarityWindow(double[] weights, boolean zeroPadded, boolean sampleCovariance) {
  /** 7x7, equal weights, n - 1: the default of scikit-image. */
  static SimilarityWindow uniform7() {
    double[] weights = new double[7];
    Arrays.fill(weights, 1.0 / weights.length);
    return new SimilarityWindow(weights, false, true);
  }

  /** 11x11, Gaussian of standard deviation 1.5. */
  static SimilarityWindow gaussian11(boolean zeroPadded) {
    double[] weights = new double[11];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(-(i - 5) * (i - 5) / (2 * 1.5 * 1.5));
    }
    double sum = Arrays.stream(weights).sum();
    double[] normalised = Arrays.stream(weights).map(weight -> weight / sum).toArray();
    return new SimilarityWindow(normalised, zeroPadded, false);
  }

  /** What variances of this window are multiplied by. */
  double covarianceFactor() {
    double pixels = (double) weights.length * weights.length;
    return sampleCovariance ? pixels / (pixels - 1) : 1;
  }

  /** Pixels at each border whose windows do not count. */
  int marginPixels() {
    return zeroPadded ? 0 : weights.length / 2;
  }
}
