package io.understudy.model.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor as a checkpoint describes it: a strided window of a storage.
 *
 * @param offset first element within the storage
 * @param shape sizes, outermost first
 * @param strides elements from one index to the next, of each axis
 */
record PickledTensor(PickledStorage storage, long offset, long[] shape, long[] strides) {
  /** {@code _rebuild_tensor_v2(storage, offset, shape, strides, ...)}. */
  static PickledTensor construct(Object[] arguments) {
    PickledStorage storage = (PickledStorage) arguments[0];
    return new PickledTensor(
        storage,
        Math.addExact(storage.viewOffset(), ((Number) arguments[1]).longValue()),
        longs(arguments[2]),
        longs(arguments[3]));
  }

  private static long[] longs(Object tuple) {
    return Arrays.stream((Object[]) tuple).mapToLong(n -> ((Number) n).longValue()).toArray();
  }

  /** Whether the elements lie one behind the other, as a host tensor's do. */
  boolean contiguous() {
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  /**
   * The tensor's elements.
   *
   * @param elements all elements of the storage
   * @throws WeightsException if the window exceeds the storage
   */
  HostTensor materialize(String name, ByteBuffer elements) {
    int count = (int) HostTensor.elements(name, shape);
    checkWindow(name, count);
    int width = storage.type().bytes();
    ByteBuffer data =
        count == 0 || contiguous()
            ? elements.slice(count == 0 ? 0 : (int) offset * width, count * width)
            : gathered(elements, count * width, width);
    return new HostTensor(name, storage.type(), shape, data);
  }

  private void checkWindow(String name, int count) {
    boolean valid = offset >= 0 && strides.length == shape.length;
    long last = offset;
    for (int axis = 0; valid && axis < shape.length; axis++) {
      valid = strides[axis] >= 0 && strides[axis] <= Integer.MAX_VALUE;
      last += (shape[axis] - 1) * strides[axis];
    }
    if (!valid || (count > 0 && last >= storage.elements())) {
      throw new WeightsException(
          "tensor %s of shape %s, strides %s and offset %d exceeds its storage of %d elements"
              .formatted(
                  name,
                  Arrays.toString(shape),
                  Arrays.toString(strides),
                  offset,
                  storage.elements()));
    }
  }

  private ByteBuffer gathered(ByteBuffer elements, int bytes, int width) {
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long[] index = new long[shape.length];
    long at = offset;
    while (data.hasRemaining()) {
      for (int i = 0; i < width; i++) {
        data.put(elements.get((int) at * width + i));
      }
      at = advance(index, at);
    }
    return data.flip();
  }

  /** Moves {@code index} to the next element in row-major order; returns where it lies. */
  private long advance(long[] index, long from) {
    long at = from;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]++;
      at += strides[axis];
      if (index[axis] < shape[axis]) {
        return at;
      }
      at -= index[axis] * strides[axis];
      index[axis] = 0;
    }
    return at;
  }
}
