package io.understudy.model.weights;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A stream over a buffer; what has been read moves the buffer's position. Not thread-safe. */
final class BufferInput extends InputStream {
  private final ByteBuffer buffer;

  BufferInput(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int read() {
    return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count == 0 ? -1 : count;
  }

  @Override
  public int available() {
    return buffer.remaining();
  }

  /**
   * The next little-endian number as an unsigned one, not consumed; -1 where fewer bytes are left.
   */
  long peekLength() {
    return buffer.remaining() < 4 ? -1 : buffer.getInt(buffer.position()) & 0xffffffffL;
  }
}
