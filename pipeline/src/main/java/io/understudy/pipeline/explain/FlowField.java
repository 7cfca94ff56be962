package io.understudy.pipeline.explain;

import io.understudy.model.explain.Intermediate;
import io.understudy.model.preset.ModelConfiguration;

/**
 * Where each place of a driven picture takes its content from, as offsets in pixels of a picture in
 * the network's size. Immutable by contract.
 *
 * @param x offsets to the right, rows top to bottom
 * @param y offsets downwards
 */
public record FlowField(int width, int height, float[] x, float[] y) {
  /** Pixels in half the coordinate range [-1, 1]. */
  private static final double PIXELS = (ModelConfiguration.SIZE_PIXELS - 1) / 2.0;

  /** Of absolute sampling positions (1, h, w, 2). */
  public static FlowField ofPositions(Intermediate positions) {
    return of(positions, 1);
  }

  /** Of offsets (1, h, w, 2) in the same coordinates. */
  public static FlowField ofOffsets(Intermediate offsets) {
    return of(offsets, 0);
  }

  /**
   * @param rest share of the position at rest that is taken off
   */
  private static FlowField of(Intermediate array, double rest) {
    int height = array.size(1);
    int width = array.size(2);
    float[] x = new float[width * height];
    float[] y = new float[width * height];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (PIXELS * (array.values()[2 * i] - rest * at(i % width, width)));
      y[i] = (float) (PIXELS * (array.values()[2 * i + 1] - rest * at(i / width, height)));
    }
    return new FlowField(width, height, x, y);
  }

  /** Coordinate of a row or column of a grid whose corners are at -1 and 1. */
  private static double at(int index, int count) {
    return 2.0 * index / (count - 1) - 1;
  }

  /** Length of the longest offset in pixels. */
  public double greatest() {
    double greatest = 0;
    for (int i = 0; i < x.length; i++) {
      greatest = Math.max(greatest, Math.hypot(x[i], y[i]));
    }
    return greatest;
  }
}
