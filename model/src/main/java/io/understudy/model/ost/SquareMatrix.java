package io.understudy.model.ost;

/** Inversion of small float64 matrices. Pure. */
final class SquareMatrix {
  private SquareMatrix() {}

  /**
   * The inverse, by elimination with the largest pivot of each column.
   *
   * @throws IllegalArgumentException if the matrix is singular
   */
  static double[][] inverse(double[][] matrix) {
    int size = matrix.length;
    double[][] left = new double[size][];
    double[][] right = new double[size][size];
    for (int i = 0; i < size; i++) {
      left[i] = matrix[i].clone();
      right[i][i] = 1;
    }
    for (int column = 0; column < size; column++) {
      int pivot = pivot(left, column);
      swap(left, column, pivot);
      swap(right, column, pivot);
      eliminate(left, right, column);
    }
    return right;
  }

  private static int pivot(double[][] rows, int column) {
    int best = column;
    for (int i = column + 1; i < rows.length; i++) {
      if (Math.abs(rows[i][column]) > Math.abs(rows[best][column])) {
        best = i;
      }
    }
    if (rows[best][column] == 0) {
      throw new IllegalArgumentException(
          "a singular matrix of %d rows has no inverse".formatted(rows.length));
    }
    return best;
  }

  private static void swap(double[][] rows, int a, int b) {
    double[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }

  private static void eliminate(double[][] left, double[][] right, int column) {
    double divisor = left[column][column];
    scale(left[column], 1 / divisor);
    scale(right[column], 1 / divisor);
    for (int i = 0; i < left.length; i++) {
      double share = left[i][column];
      if (i != column && share != 0) {
        subtract(left[i], left[column], share);
        subtract(right[i], right[column], share);
      }
    }
  }

  private static void scale(double[] row, double factor) {
    for (int j = 0; j < row.length; j++) {
      row[j] *= factor;
    }
  }

  private static void subtract(double[] row, double[] other, double share) {
    for (int j = 0; j < row.length; j++) {
      row[j] -= share * other[j];
    }
  }
}
