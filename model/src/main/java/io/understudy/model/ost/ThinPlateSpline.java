package io.understudy.model.ost;

/**
 * The thin plate spline of the scale transformation, in float64 on the heap (NETWORKS section 4.1).
 * Base points lie on the upper and the lower edge of the picture; the spline says where in the
 * driving image each point of the rectified one is fetched. Immutable.
 */
public final class ThinPlateSpline {
  private static final int AFFINE = 3;

  private final double[][] base;
  private final double[][] inverse;

  /**
   * @param fiducials number of control points, even, at least 6
   */
  public ThinPlateSpline(int fiducials) {
    if (fiducials < 6 || fiducials % 2 != 0) {
      throw new IllegalArgumentException(
          "fiducials must be an even number from 6, got " + fiducials);
    }
    base = basePoints(fiducials);
    inverse = SquareMatrix.inverse(delta());
  }

  private static double[][] basePoints(int count) {
    int half = count / 2;
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      double x = -1 + 2.0 * (i % half) / (half - 1);
      points[i] = new double[] {x, i < half ? -1 : 1};
    }
    return points;
  }

  /** Number of control points, F. */
  public int fiducials() {
    return base.length;
  }

  /** The base points, 2 F numbers: (x, y) of each, the upper edge first. */
  public float[] basePoints() {
    float[] flat = new float[2 * base.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) base[i / 2][i % 2];
    }
    return flat;
  }

  /** Delta, (F + 3) x (F + 3): what coefficients give at the base points, and their constraints. */
  public double[][] delta() {
    int count = base.length;
    double[][] delta = new double[count + AFFINE][];
    for (int i = 0; i < count; i++) {
      delta[i] = row(base[i][0], base[i][1]);
    }
    for (int i = 0; i < AFFINE; i++) {
      delta[count + i] = new double[count + AFFINE];
      for (int j = 0; j < count; j++) {
        delta[count + i][AFFINE + j] = i == 0 ? 1 : base[j][i - 1];
      }
    }
    return delta;
  }

  /** [1, p, U(|p - C_j|)] of a point. */
  private double[] row(double x, double y) {
    double[] row = new double[base.length + AFFINE];
    row[0] = 1;
    row[1] = x;
    row[2] = y;
    for (int j = 0; j < base.length; j++) {
      double distance = Math.hypot(x - base[j][0], y - base[j][1]);
      row[AFFINE + j] = distance == 0 ? 0 : distance * distance * Math.log(distance);
    }
    return row;
  }

  /**
   * The coefficients T, (F + 3) x 2, of the spline through {@code fiducials}.
   *
   * @param fiducials 2 F numbers: where each base point is fetched
   */
  public double[][] coefficients(float[] fiducials) {
    double[][] coefficients = new double[inverse.length][2];
    for (int i = 0; i < inverse.length; i++) {
      for (int j = 0; j < base.length; j++) {
        coefficients[i][0] += inverse[i][j] * fiducials[2 * j];
        coefficients[i][1] += inverse[i][j] * fiducials[2 * j + 1];
      }
    }
    return coefficients;
  }

  /**
   * How much each fiducial moves each pixel: F rows of {@code height * width} weights. The rows of
   * all pixels times the constant inverse of Delta, so that a grid is one matrix product.
   */
  public float[] pixelWeights(int height, int width) {
    float[] weights = new float[height * width * base.length];
    for (int pixel = 0; pixel < height * width; pixel++) {
      double[] row =
          row(2.0 * (pixel % width) / (width - 1) - 1, 2.0 * (pixel / width) / (height - 1) - 1);
      for (int j = 0; j < base.length; j++) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
          sum += row[i] * inverse[i][j];
        }
        weights[j * height * width + pixel] = (float) sum;
      }
    }
    return weights;
  }
}
