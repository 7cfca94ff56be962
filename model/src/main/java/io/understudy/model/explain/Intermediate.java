package io.understudy.model.explain;

import java.util.Arrays;

/**
 * One array that a network computed for one pair, on the heap. Immutable by contract: nobody writes
 * to {@code values}.
 *
 * @param shape sizes, outermost first; the first one is 1, the pair
 * @param values row-major elements
 */
public record Intermediate(long[] shape, float[] values) {
  public Intermediate {
    long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "an array of shape %s has %d elements, got %d"
              .formatted(Arrays.toString(shape), elements, values.length));
    }
  }

  /** Size of an axis, the pair being axis 0. */
  public int size(int axis) {
    return Math.toIntExact(shape[axis]);
  }

  /** Part {@code index} of the axis behind the pair: a channel of a map, a row of a matrix. */
  public float[] part(int index) {
    int length = values.length / size(1);
    return Arrays.copyOfRange(values, index * length, (index + 1) * length);
  }
}
