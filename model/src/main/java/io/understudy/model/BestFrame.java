package io.understudy.model;

import java.util.List;

/**
 * Chooses the driving frame whose face is posed most like the source's (NETWORKS section 1.8):
 * relative motion that starts there moves the source least wrongly. Pure.
 *
 * @param index index of the best frame
 * @param scores sum of squared differences of the normalised landmarks, one of each frame; less is
 *     better
 */
public record BestFrame(int index, double[] scores) {
  /**
   * The best of {@code driving}.
   *
   * @param source landmarks of the source as interleaved (x, y), in any unit
   * @param driving landmarks of each driving frame, as many as the source has
   * @throws IllegalArgumentException if there is no frame or the numbers of landmarks differ
   */
  public static BestFrame of(float[] source, List<float[]> driving) {
    if (driving.isEmpty()) {
      throw new IllegalArgumentException("the best frame is chosen from at least one, got none");
    }
    double[] normalizedSource = normalized(source);
    double[] scores = new double[driving.size()];
    int best = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = squaredDistance(normalizedSource, normalized(driving.get(i)));
      best = scores[i] < scores[best] ? i : best;
    }
    return new BestFrame(best, scores);
  }

  /**
   * The score of one frame, see {@link #scores}; infinite where its landmarks lie on a line and
   * have no size to compare.
   */
  static double score(float[] source, float[] driving) {
    double score = squaredDistance(normalized(source), normalized(driving));
    return Double.isNaN(score) ? Double.POSITIVE_INFINITY : score;
  }

  /** Landmarks around their mean, divided by the square root of their hull's area. */
  private static double[] normalized(float[] landmarks) {
    double size = Math.sqrt(ConvexHull.area(landmarks));
    double[] normalized = new double[landmarks.length];
    for (int axis = 0; axis < 2; axis++) {
      double mean = 0;
      for (int i = axis; i < landmarks.length; i += 2) {
        mean += landmarks[i] * 2.0 / landmarks.length;
      }
      for (int i = axis; i < landmarks.length; i += 2) {
        normalized[i] = (landmarks[i] - mean) / size;
      }
    }
    return normalized;
  }

  private static double squaredDistance(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "source and driving must have as many landmarks, got %d and %d"
              .formatted(a.length / 2, b.length / 2));
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
