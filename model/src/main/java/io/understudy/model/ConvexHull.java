package io.understudy.model;

import java.util.Arrays;
import java.util.Comparator;

/** Convex hull of 2-D points (Andrew's monotone chain); only its area is needed. Pure. */
public final class ConvexHull {
  private ConvexHull() {}

  /**
   * Movement scale of NETWORKS section 1.8: sqrt(area of source) / sqrt(area of baseline); 1 where
   * the baseline's keypoints lie on a line and have no area.
   */
  static double movementScale(Keypoints source, Keypoints baseline) {
    double baselineArea = area(baseline.values());
    return baselineArea == 0 ? 1 : Math.sqrt(area(source.values())) / Math.sqrt(baselineArea);
  }

  /** Area of the hull of interleaved (x, y) points. */
  public static double area(float[] points) {
    double[][] sorted = new double[points.length / 2][];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = new double[] {points[2 * i], points[2 * i + 1]};
    }
    Arrays.sort(sorted, Comparator.<double[]>comparingDouble(p -> p[0]).thenComparing(p -> p[1]));
    return Math.abs(doubledChainArea(sorted, 1) + doubledChainArea(sorted, -1)) / 2;
  }

  /** Signed doubled area under the lower (turn 1) or upper (turn -1) chain. */
  private static double doubledChainArea(double[][] sorted, int turn) {
    double[][] chain = new double[sorted.length][];
    int size = 0;
    for (double[] point : sorted) {
      while (size > 1 && turn * cross(chain[size - 2], chain[size - 1], point) <= 0) {
        size--;
      }
      chain[size++] = point;
    }
    double sum = 0;
    for (int i = 1; i < size; i++) {
      sum += chain[i - 1][0] * chain[i][1] - chain[i][0] * chain[i - 1][1];
    }
    return turn * sum;
  }

  private static double cross(double[] o, double[] a, double[] b) {
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  }
}
