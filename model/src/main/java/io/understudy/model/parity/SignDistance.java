package io.understudy.model.parity;

/**
 * The keypoint distance that MCNet and Synergize released (NETWORKS section 2.4): made of signs, so
 * it has no gradient, and training uses the paper's form; here to hold the released figures
 * against.
 */
final class SignDistance {
  private static final double LEAST = 0.2;

  private SignDistance() {}

  /**
   * Of keypoints (B, K, 2): the mean over samples and pairs of {@code 1 - sign(distance - 0.2)}.
   */
  static double of(HostArray keypoints) {
    int samples = (int) keypoints.shape()[0];
    int count = (int) keypoints.shape()[1];
    double sum = 0;
    for (int sample = 0; sample < samples; sample++) {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          sum +=
              1 - Math.signum(distance(keypoints.values(), sample * count + i, sample * count + j));
        }
      }
    }
    return sum / (samples * count * count);
  }

  private static double distance(float[] values, int i, int j) {
    double x = values[2 * i] - values[2 * j];
    double y = values[2 * i + 1] - values[2 * j + 1];
    double own = i == j ? LEAST : 0;
    return Math.sqrt(x * x + y * y + 1e-8) + own - LEAST;
  }
}
