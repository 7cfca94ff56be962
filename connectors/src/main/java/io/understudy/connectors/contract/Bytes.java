package io.understudy.connectors.contract;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Byte strings, origins and crops inside serialized records. */
final class Bytes {
  private Bytes() {}

  /** Hands the array behind a byte string to Flink without a copy in between. */
  private static final class ViewOutput extends ByteOutput {
    private final DataOutputView out;

    ViewOutput(DataOutputView out) {
      this.out = out;
    }

    @Override
    public void write(byte value) throws IOException {
      out.writeByte(value);
    }

    @Override
    public void write(byte[] value, int offset, int length) throws IOException {
      out.write(value, offset, length);
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) throws IOException {
      out.write(value, offset, length);
    }

    @Override
    public void write(ByteBuffer value) throws IOException {
      byte[] copy = new byte[value.remaining()];
      value.get(copy);
      out.write(copy);
    }

    @Override
    public void writeLazy(ByteBuffer value) throws IOException {
      write(value);
    }
  }

  static void write(ByteString bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.size());
    UnsafeByteOperations.unsafeWriteTo(bytes, new ViewOutput(out));
  }

  static ByteString read(DataInputView in) throws IOException {
    return UnsafeByteOperations.unsafeWrap(readArray(in));
  }

  static void writeArray(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  /** The array, null where null was written. */
  static byte[] readArray(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  static void writeOrigin(Origin origin, DataOutputView out) throws IOException {
    out.writeUTF(origin.topic());
    out.writeInt(origin.partition());
    out.writeLong(origin.offset());
  }

  static Origin readOrigin(DataInputView in) throws IOException {
    return new Origin(in.readUTF(), in.readInt(), in.readLong());
  }

  static void writeCrop(Crop crop, DataOutputView out) throws IOException {
    out.writeDouble(crop.centreX());
    out.writeDouble(crop.centreY());
    out.writeDouble(crop.side());
  }

  static Crop readCrop(DataInputView in) throws IOException {
    return new Crop(in.readDouble(), in.readDouble(), in.readDouble());
  }
}
