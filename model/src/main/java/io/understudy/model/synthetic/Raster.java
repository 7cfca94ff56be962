package io.understudy.model.synthetic;

import java.util.Arrays;
import java.util.List;

/**
 * Depth-buffered rasterisation of meshes: for each sample of a square picture the nearest surface,
 * its part and its interpolated values.
 */
final class Raster {
  /** Values stored for each sample: local x, y, z, then normal x, y, z. */
  static final int VALUES = 6;

  final int side;
  private final int samples;
  final byte[] parts;
  final float[] depth;
  final float[] values;

  /**
   * An empty raster of {@code pixels * samples} samples a side. The centres of the outermost
   * pixels, not of their samples, lie at -1 and 1, so that pictures and flows share one grid.
   */
  Raster(int pixels, int samples) {
    this.side = pixels * samples;
    this.samples = samples;
    this.parts = new byte[side * side];
    this.depth = new float[side * side];
    this.values = new float[VALUES * side * side];
    Arrays.fill(parts, (byte) -1);
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
  }

  static Raster of(List<Mesh> meshes, Pose pose, int pixels, int samples) {
    Raster raster = new Raster(pixels, samples);
    meshes.forEach(mesh -> raster.add(mesh, pose));
    return raster;
  }

  /** Draws a mesh where it is nearer than what is there. */
  void add(Mesh mesh, Pose pose) {
    draw(mesh, project(mesh, pose));
  }

  /** Sample positions of a mesh's points. */
  private record Projection(float[] x, float[] y) {}

  private Projection project(Mesh mesh, Pose pose) {
    int points = mesh.columns() * mesh.rows();
    float[] x = new float[points];
    float[] y = new float[points];
    float[] p = mesh.posed();
    for (int i = 0; i < points; i++) {
      x[i] = toSample(pose.screenX(p[3 * i], p[3 * i + 2]));
      y[i] = toSample(pose.screenY(p[3 * i + 1], p[3 * i + 2]));
    }
    return new Projection(x, y);
  }

  /** The sample position of a screen coordinate in [-1, 1]. */
  float toSample(double coordinate) {
    double pixel = (coordinate + 1) / 2 * (side / samples - 1);
    return (float) (samples * pixel + (samples - 1) / 2.0);
  }

  private void draw(Mesh mesh, Projection at) {
    int columns = mesh.columns();
    for (int row = 0; row + 1 < mesh.rows(); row++) {
      for (int column = 0; column + 1 < columns; column++) {
        int i = row * columns + column;
        triangle(mesh, at, i, i + 1, i + columns);
        triangle(mesh, at, i + 1, i + columns + 1, i + columns);
      }
    }
  }

  private void triangle(Mesh mesh, Projection at, int a, int b, int c) {
    float[] x = at.x();
    float[] y = at.y();
    double area = (x[b] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[b] - y[a]);
    if (Math.abs(area) < 1e-9) {
      return;
    }
    int left = (int) Math.max(0, Math.ceil(Math.min(x[a], Math.min(x[b], x[c]))));
    int right = (int) Math.min(side - 1, Math.floor(Math.max(x[a], Math.max(x[b], x[c]))));
    int top = (int) Math.max(0, Math.ceil(Math.min(y[a], Math.min(y[b], y[c]))));
    int bottom = (int) Math.min(side - 1, Math.floor(Math.max(y[a], Math.max(y[b], y[c]))));
    for (int py = top; py <= bottom; py++) {
      for (int px = left; px <= right; px++) {
        double wb = ((px - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (py - y[a])) / area;
        double wc = ((x[b] - x[a]) * (py - y[a]) - (px - x[a]) * (y[b] - y[a])) / area;
        if (wb >= -1e-6 && wc >= -1e-6 && wb + wc <= 1 + 1e-6) {
          sample(mesh, py * side + px, a, b, c, 1 - wb - wc, wb, wc);
        }
      }
    }
  }

  private void sample(Mesh mesh, int at, int a, int b, int c, double wa, double wb, double wc) {
    float[] posed = mesh.posed();
    float z = (float) (wa * posed[3 * a + 2] + wb * posed[3 * b + 2] + wc * posed[3 * c + 2]);
    if (z <= depth[at]) {
      return;
    }
    depth[at] = z;
    parts[at] = (byte) mesh.part().ordinal();
    for (int i = 0; i < 3; i++) {
      values[VALUES * at + i] = blend(mesh.local(), i, a, b, c, wa, wb, wc);
      values[VALUES * at + 3 + i] = blend(mesh.normals(), i, a, b, c, wa, wb, wc);
    }
  }

  private static float blend(
      float[] of, int i, int a, int b, int c, double wa, double wb, double wc) {
    return (float) (wa * of[3 * a + i] + wb * of[3 * b + i] + wc * of[3 * c + i]);
  }
}
