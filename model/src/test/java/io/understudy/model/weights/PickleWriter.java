package io.understudy.model.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes pickles of protocol 2 by hand, hostile ones included. */
final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickled tensor. */
  record Tensor(String type, String key, long elements, long offset, long[] shape, long[] strides) {
    static Tensor contiguous(String type, String key, long... shape) {
      long[] strides = new long[shape.length];
      long elements = 1;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        strides[axis] = elements;
        elements *= shape[axis];
      }
      return new Tensor(type, key, elements, 0, shape, strides);
    }
  }

  PickleWriter() {
    raw(0x80, 2);
  }

  /** A dictionary of names and values. */
  PickleWriter dictionary(Object... namesAndValues) {
    raw('}', '(');
    for (Object part : namesAndValues) {
      value(part);
    }
    raw('u');
    return this;
  }

  PickleWriter value(Object value) {
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      raw('X');
      integer(bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof Integer number) {
      raw('J');
      integer(number);
    } else if (value instanceof Boolean flag) {
      raw(flag ? 0x88 : 0x89);
    } else if (value instanceof Tensor tensor) {
      tensor(tensor);
    } else if (value instanceof byte[] opcodes) {
      out.writeBytes(opcodes);
    } else {
      throw new IllegalArgumentException("no pickle of " + value);
    }
    return this;
  }

  PickleWriter global(String module, String name) {
    out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  PickleWriter raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /** The pickle, ended. */
  byte[] bytes() {
    byte[] open = out.toByteArray();
    byte[] ended = Arrays.copyOf(open, open.length + 1);
    ended[open.length] = '.';
    return ended;
  }

  /** What has been written so far, without the leading protocol. */
  byte[] opcodes() {
    byte[] open = out.toByteArray();
    return Arrays.copyOfRange(open, 2, open.length);
  }

  private void tensor(Tensor tensor) {
    global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').value("storage");
    global("torch", tensor.type()).value(tensor.key()).value("cuda:0");
    value((int) tensor.elements()).raw('t', 'Q').value((int) tensor.offset());
    numbers(tensor.shape());
    numbers(tensor.strides());
    value(false).global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
  }

  private void numbers(long[] numbers) {
    raw('(');
    for (long number : numbers) {
      value((int) number);
    }
    raw('t');
  }

  private void integer(int number) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }
}
