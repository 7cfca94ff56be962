package io.understudy.model.metric;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import java.util.List;

/**
 * Mean and covariance of vectors of one length, gathered lot by lot: however many come, it holds
 * the square of their length. One thread.
 */
public final class FeatureMoments {
  private float[] origin;
  private double[] sums;
  private double[] products;
  private long count;

  /**
   * Adds vectors; all must have the length of the first one.
   *
   * @throws IllegalArgumentException if one has another length
   */
  public void add(List<float[]> vectors) {
    if (vectors.isEmpty()) {
      return;
    }
    if (origin == null) {
      // Differences from a vector of their own kind are small: little is lost when means go.
      origin = vectors.get(0).clone();
      sums = new double[origin.length];
      products = new double[origin.length * origin.length];
    }
    int length = origin.length;
    double[] rows = new double[vectors.size() * length];
    for (int row = 0; row < vectors.size(); row++) {
      copy(vectors.get(row), rows, row * length);
    }
    cblas_dsyrk(
        CblasRowMajor,
        CblasUpper,
        CblasTrans,
        length,
        vectors.size(),
        1,
        rows,
        length,
        1,
        products,
        length);
    count += vectors.size();
  }

  private void copy(float[] vector, double[] rows, int start) {
    if (vector.length != origin.length) {
      throw new IllegalArgumentException(
          "a vector has %d values, those before have %d: gather vectors of one network only"
              .formatted(vector.length, origin.length));
    }
    for (int i = 0; i < vector.length; i++) {
      rows[start + i] = (double) vector[i] - origin[i];
      sums[i] += rows[start + i];
    }
  }

  /** How many vectors were added. */
  public long count() {
    return count;
  }

  /** Their length. */
  int length() {
    return origin.length;
  }

  /** Their mean. */
  double[] mean() {
    double[] mean = new double[origin.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = origin[i] + sums[i] / count;
    }
    return mean;
  }

  /** Their covariance as of a sample (over count - 1), row by row; needs two vectors. */
  double[] covariance() {
    int length = origin.length;
    double[] covariance = new double[products.length];
    for (int row = 0; row < length; row++) {
      for (int column = row; column < length; column++) {
        double value =
            (products[row * length + column] - sums[row] / count * sums[column]) / (count - 1);
        covariance[row * length + column] = value;
        covariance[column * length + row] = value;
      }
    }
    return covariance;
  }
}
