package io.understudy.model.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A named tensor in host memory, on the heap or mapped from a file. Immutable and thread-safe; the
 * garbage collector frees it.
 */
public final class HostTensor {
  private final String name;
  private final ElementType type;
  private final long[] shape;
  private final ByteBuffer data;

  /**
   * A tensor over {@code data}, which nobody writes to afterwards.
   *
   * @param shape sizes, outermost first; empty for a scalar
   * @param data row-major little-endian elements from position to limit
   */
  public HostTensor(String name, ElementType type, long[] shape, ByteBuffer data) {
    this.name = Objects.requireNonNull(name, "name");
    this.type = Objects.requireNonNull(type, "type");
    this.shape = shape.clone();
    this.data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (this.data.capacity() != Math.multiplyExact(elements(name, shape), type.bytes())) {
      throw new WeightsException(
          "tensor %s of shape %s and type %s needs %d bytes, got %d"
              .formatted(
                  name,
                  Arrays.toString(shape),
                  type,
                  elements(name, shape) * type.bytes(),
                  this.data.capacity()));
    }
  }

  /** A single precision tensor; copies {@code values}. */
  public static HostTensor ofFloats(String name, long[] shape, float[] values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new HostTensor(name, ElementType.F32, shape, data);
  }

  /** An int64 tensor; copies {@code values}. */
  public static HostTensor ofLongs(String name, long[] shape, long[] values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return new HostTensor(name, ElementType.I64, shape, data);
  }

  public String name() {
    return name;
  }

  public ElementType type() {
    return type;
  }

  /** Sizes, outermost first; a copy. */
  public long[] shape() {
    return shape.clone();
  }

  /** Number of elements; 1 for a scalar. */
  public int size() {
    return data.capacity() / type.bytes();
  }

  /** Row-major little-endian elements, read-only; a view with a position of its own. */
  public ByteBuffer bytes() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The elements as single precision, read-only: a view of F32, a converted copy of the 16-bit
   * types.
   *
   * @throws IllegalStateException if the tensor is I64
   */
  public FloatBuffer floats() {
    return switch (type) {
      case F32 -> bytes().asFloatBuffer();
      case BF16, F16 -> FloatBuffer.wrap(widened()).asReadOnlyBuffer();
      case I64 -> throw new IllegalStateException("tensor " + name + " holds integers, not floats");
    };
  }

  /** The same elements under another name. */
  public HostTensor withName(String other) {
    return new HostTensor(other, type, shape, data);
  }

  /** The same values in single precision; this if they are already, or integers. */
  public HostTensor inSinglePrecision() {
    return type == ElementType.F32 || type == ElementType.I64
        ? this
        : ofFloats(name, shape, widened());
  }

  /** The values rounded to half precision; this if they have no more, or are integers. */
  public HostTensor inHalfPrecision() {
    if (type != ElementType.F32) {
      return this;
    }
    FloatBuffer values = floats();
    ByteBuffer halves = ByteBuffer.allocate(2 * size()).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      halves.putShort(HalfFloat.toHalf(values.get()));
    }
    return new HostTensor(name, ElementType.F16, shape, halves.flip());
  }

  private float[] widened() {
    ByteBuffer halves = bytes();
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      short bits = halves.getShort();
      values[i] = type == ElementType.BF16 ? HalfFloat.fromBrain(bits) : HalfFloat.fromHalf(bits);
    }
    return values;
  }

  /** Number of elements of a shape; at most 2^31 - 1 of them fit. */
  static long elements(String name, long[] shape) {
    long elements = 1;
    for (long side : shape) {
      if (side < 0 || (side > 0 && elements > Integer.MAX_VALUE / side)) {
        throw new WeightsException(
            "tensor %s has the shape %s, which is negative or larger than 2^31 elements"
                .formatted(name, Arrays.toString(shape)));
      }
      elements *= side;
    }
    return elements;
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(name, type, Arrays.toString(shape));
  }
}
