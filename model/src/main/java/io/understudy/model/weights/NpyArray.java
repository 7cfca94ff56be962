package io.understudy.model.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One array of a NumPy file. Immutable.
 *
 * @param descriptor element type as NumPy writes it: {@code <f4}, {@code <f8}, {@code <i4}, {@code
 *     <i8}, {@code |u1} or {@code |b1}
 * @param shape sizes, outermost first
 * @param data row-major little-endian elements
 */
public record NpyArray(String descriptor, long[] shape, ByteBuffer data) {
  public NpyArray {
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long bytes = HostTensor.elements(descriptor, shape) * elementBytes(descriptor);
    if (data.capacity() != bytes) {
      throw new WeightsException(
          "an array of shape %s and type %s needs %d bytes, got %d"
              .formatted(Arrays.toString(shape), descriptor, bytes, data.capacity()));
    }
  }

  /** Number of elements. */
  public int size() {
    return data.capacity() / elementBytes(descriptor);
  }

  /** All elements as numbers; exact for every type but int64 beyond 2^53. */
  public double[] doubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element(i);
    }
    return values;
  }

  /** All elements rounded to single precision; exact for {@code <f4}. */
  public float[] floats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) element(i);
    }
    return values;
  }

  private double element(int i) {
    return switch (descriptor) {
      case "<f4" -> data.getFloat(4 * i);
      case "<f8" -> data.getDouble(8 * i);
      case "<i4" -> data.getInt(4 * i);
      case "<i8" -> data.getLong(8 * i);
      default -> data.get(i) & 0xff;
    };
  }

  private static int elementBytes(String descriptor) {
    return switch (descriptor) {
      case "<f4", "<i4" -> 4;
      case "<f8", "<i8" -> 8;
      case "|u1", "|b1" -> 1;
      default ->
          throw new WeightsException(
              "arrays of type <f4, <f8, <i4, <i8, |u1 and |b1 are read, got " + descriptor);
    };
  }
}
