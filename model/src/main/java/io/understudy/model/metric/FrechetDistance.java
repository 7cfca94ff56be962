package io.understudy.model.metric;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

import java.util.OptionalDouble;

/**
 * Distance of two sets of vectors taken as normal distributions: squared distance of the means plus
 * {@code tr(C1 + C2 - 2 (C1 C2)^(1/2))} of the covariances. Pure; any thread.
 *
 * <p>With {@code C1 = L L^T} the last trace is the sum of the square roots of the eigenvalues of
 * the symmetric {@code L^T C2 L}, which are never negative but for rounding: fewer vectors than
 * their length make no trouble, and nothing need be added to the diagonals.
 */
public final class FrechetDistance {
  private static final int FEWEST = 2;
  private static final byte VALUES = 'N';
  private static final byte VECTORS = 'V';
  private static final byte UPPER = 'U';

  static {
    // Its threads spin at barriers: beside other work, two of them took four times as long as one.
    blas_set_num_threads(1);
  }

  private FrechetDistance() {}

  /**
   * The distance, 0 or more; empty where a set has fewer than two vectors. Sets of 2048 values take
   * some seconds.
   *
   * @throws IllegalArgumentException if their vectors differ in length
   * @throws IllegalStateException if a value is not a number
   */
  public static OptionalDouble of(FeatureMoments first, FeatureMoments second) {
    if (first.count() < FEWEST || second.count() < FEWEST) {
      return OptionalDouble.empty();
    }
    int length = first.length();
    if (second.length() != length) {
      throw new IllegalArgumentException(
          "vectors of %d and of %d values cannot be compared: take those of one network"
              .formatted(length, second.length()));
    }
    double[] one = first.covariance();
    double[] other = second.covariance();
    double distance = trace(one, length) + trace(other, length) + apart(first, second);
    return OptionalDouble.of(Math.max(distance - 2 * rootTrace(one, other, length), 0));
  }

  private static double apart(FeatureMoments first, FeatureMoments second) {
    double[] one = first.mean();
    double[] other = second.mean();
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return sum;
  }

  private static double trace(double[] square, int length) {
    double sum = 0;
    for (int i = 0; i < square.length; i += length + 1) {
      sum += square[i];
    }
    return sum;
  }

  private static double rootTrace(double[] one, double[] other, int length) {
    double[] root = root(one, length);
    double[] inner = product(CblasTrans, root, product(CblasNoTrans, other, root, length), length);
    double sum = 0;
    for (double value : eigenvalues(VALUES, inner, length)) {
      sum += Math.sqrt(value);
    }
    return sum;
  }

  /** L of L L^T, overwriting the covariance with it. */
  private static double[] root(double[] covariance, int length) {
    double[] values = eigenvalues(VECTORS, covariance, length);
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] *= Math.sqrt(values[i % length]);
    }
    return covariance;
  }

  /**
   * Eigenvalues, those that are rounding only as 0.
   *
   * @param square overwritten, with eigenvectors in its columns where asked for
   */
  private static double[] eigenvalues(byte what, double[] square, int length) {
    double[] values = new double[length];
    int failure = LAPACKE_dsyevd(LAPACK_ROW_MAJOR, what, UPPER, length, square, length, values);
    if (failure != 0) {
      throw new IllegalStateException(
          "features have no Fréchet distance, LAPACK's dsyevd says %d: a feature may not be a number"
              .formatted(failure));
    }
    double least = length * Math.ulp(1.0) * Math.max(values[length - 1], 0);
    for (int i = 0; i < length; i++) {
      values[i] = values[i] > least ? values[i] : 0;
    }
    return values;
  }

  private static double[] product(int transposed, double[] first, double[] second, int length) {
    double[] product = new double[length * length];
    cblas_dgemm(
        CblasRowMajor,
        transposed,
        CblasNoTrans,
        length,
        length,
        length,
        1,
        first,
        length,
        second,
        length,
        0,
        product,
        length);
    return product;
  }
}
