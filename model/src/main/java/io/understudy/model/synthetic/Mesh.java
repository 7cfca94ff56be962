package io.understudy.model.synthetic;

/**
 * A grid of points of one part. {@code local} holds the points in the head frame after expression,
 * by which they are painted; {@code posed} after the pose, by which they are lit and projected;
 * both x, y, z interleaved, row by row.
 */
record Mesh(Part part, int columns, int rows, float[] local, float[] posed, float[] normals) {
  /** Gives the head-frame point of grid coordinates u, v in [0, 1]. */
  @FunctionalInterface
  interface Surface {
    void point(double u, double v, double[] out);
  }

  /**
   * Samples a surface.
   *
   * @param attached whether the part moves with the head or only with the body
   */
  static Mesh of(Part part, int columns, int rows, Surface surface, Pose pose, boolean attached) {
    float[] local = new float[3 * columns * rows];
    float[] posed = new float[3 * columns * rows];
    double[] point = new double[3];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = 3 * (row * columns + column);
        surface.point(column / (columns - 1.0), row / (rows - 1.0), point);
        store(point, local, at);
        if (attached) {
          pose.turn(point);
        }
        store(point, posed, at);
      }
    }
    return new Mesh(part, columns, rows, local, posed, normals(columns, rows, posed));
  }

  private static void store(double[] point, float[] into, int at) {
    for (int i = 0; i < 3; i++) {
      into[at + i] = (float) point[i];
    }
  }

  /** Unit normals from the differences of neighbours. */
  private static float[] normals(int columns, int rows, float[] p) {
    float[] normals = new float[p.length];
    for (int row = 0; row < rows; row++) {
      int up = 3 * columns * Math.max(0, row - 1);
      int down = 3 * columns * Math.min(rows - 1, row + 1);
      for (int column = 0; column < columns; column++) {
        int left = 3 * (row * columns + Math.max(0, column - 1));
        int right = 3 * (row * columns + Math.min(columns - 1, column + 1));
        int at = 3 * (row * columns + column);
        cross(p, left, right, down + 3 * column, up + 3 * column, normals, at);
      }
    }
    return normals;
  }

  private static void cross(
      float[] p, int left, int right, int low, int high, float[] out, int at) {
    double ax = p[right] - p[left];
    double ay = p[right + 1] - p[left + 1];
    double az = p[right + 2] - p[left + 2];
    double bx = p[high] - p[low];
    double by = p[high + 1] - p[low + 1];
    double bz = p[high + 2] - p[low + 2];
    double x = ay * bz - az * by;
    double y = az * bx - ax * bz;
    double z = ax * by - ay * bx;
    double length = Math.sqrt(x * x + y * y + z * z) + 1e-12;
    out[at] = (float) (x / length);
    out[at + 1] = (float) (y / length);
    out[at + 2] = (float) (z / length);
  }
}
