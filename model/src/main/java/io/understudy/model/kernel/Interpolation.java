package io.understudy.model.kernel;

/**
 * Bilinear interpolation along one axis, from {@code from} samples to {@code to}, as libtorch's
 * {@code upsample_bilinear2d} without antialiasing, positions rounded as it rounds them. Pure.
 *
 * @param alignCorners whether the first and the last samples stay where they are
 */
record Interpolation(int from, int to, boolean alignCorners) {
  /** The matrix of it, {@code to} rows of {@code from} weights. */
  float[] weights() {
    float[] weights = new float[to * from];
    for (int i = 0; i < to; i++) {
      float position = position(i);
      int low = (int) position;
      int high = Math.min(low + 1, from - 1);
      weights[i * from + low] += 1 - (position - low);
      weights[i * from + high] += position - low;
    }
    return weights;
  }

  private float position(int i) {
    if (alignCorners) {
      return to == 1 ? 0 : (float) (from - 1) / (to - 1) * i;
    }
    return Math.max(0, (float) from / to * (i + 0.5f) - 0.5f);
  }
}
