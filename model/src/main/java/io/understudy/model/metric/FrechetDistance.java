package io.understudy.model.metric;

import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.SVD;

/**
 * Distance of two sets of vectors taken as normal distributions: squared distance of the means plus
 * {@code tr(C1 + C2 - 2 (C1 C2)^(1/2))} of the covariances. Pure; any thread.
 *
 * <p>The last trace is the sum of the singular values of the product of both centred sets, so no
 * covariance is formed and the cost grows with the number of vectors, not with their length.
 */
public final class FrechetDistance {
  private static final int FEWEST = 2;

  private FrechetDistance() {}

  /** The distance, 0 or more; empty where a set has fewer than two vectors. */
  public static OptionalDouble of(List<float[]> first, List<float[]> second) {
    if (first.size() < FEWEST || second.size() < FEWEST) {
      return OptionalDouble.empty();
    }
    double[] firstMean = mean(first);
    double[] secondMean = mean(second);
    double[][] a = centred(first, firstMean);
    double[][] b = centred(second, secondMean);
    double distance = squares(a) + squares(b) - 2 * singularSum(a, b);
    for (int i = 0; i < firstMean.length; i++) {
      distance += Math.pow(firstMean[i] - secondMean[i], 2);
    }
    return OptionalDouble.of(Math.max(distance, 0));
  }

  private static double[] mean(List<float[]> vectors) {
    double[] mean = new double[vectors.get(0).length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / (double) vectors.size();
      }
    }
    return mean;
  }

  /** Differences from the mean, scaled so that their products are the covariance. */
  private static double[][] centred(List<float[]> vectors, double[] mean) {
    double scale = 1 / Math.sqrt(vectors.size() - 1.0);
    double[][] centred = new double[vectors.size()][mean.length];
    for (int row = 0; row < centred.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        centred[row][i] = (vectors.get(row)[i] - mean[i]) * scale;
      }
    }
    return centred;
  }

  private static double squares(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += dot(row, row);
    }
    return sum;
  }

  private static double singularSum(double[][] a, double[][] b) {
    double[] products = new double[a.length * b.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = dot(a[i / b.length], b[i % b.length]);
    }
    try (Mat matrix = new Mat(a.length, b.length, CV_64FC1);
        Mat values = new Mat()) {
      matrix.<DoubleBuffer>createBuffer().put(products);
      SVD.compute(matrix, values, SVD.NO_UV);
      double[] found = new double[Math.min(a.length, b.length)];
      values.<DoubleBuffer>createBuffer().get(found);
      double sum = 0;
      for (double value : found) {
        sum += value;
      }
      return sum;
    }
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }
}
