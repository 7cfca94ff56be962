package io.understudy.model.parity;

import java.util.Arrays;

/**
 * An array that this build computed, on the heap. Borrowed: nobody writes to it.
 *
 * @param shape sizes, outermost first
 * @param values row-major elements
 */
record HostArray(long[] shape, float[] values) {
  HostArray {
    long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "an array of shape %s has %d elements, got %d"
              .formatted(Arrays.toString(shape), elements, values.length));
    }
  }

  static HostArray scalar(double value) {
    return new HostArray(new long[] {1}, new float[] {(float) value});
  }
}
