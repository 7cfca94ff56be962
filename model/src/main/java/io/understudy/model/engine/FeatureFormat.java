package io.understudy.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Keypoints;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.network.SourceMaps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Source features as bytes, without loss: maps in the type the network works in (bf16 in {@code
 * fast}), so that restored features give the same pictures as the first ones.
 *
 * <p>Layout, big endian: version, weights id, keypoints, number of maps, then for each its name,
 * whether bf16, rank, sizes, byte count and bytes.
 */
final class FeatureFormat {
  private static final byte VERSION = 1;
  private static final int MAX_MAPS = 64;
  private static final int MAX_RANK = 8;

  private final Execution execution;

  FeatureFormat(Execution execution) {
    this.execution = execution;
  }

  /** Names features that are made for {@code madeFor} as this execution and build make them. */
  String kind(String madeFor) {
    return "%s in %s, format %d".formatted(madeFor, execution.precision(), VERSION);
  }

  byte[] write(String weightsId, SourceMaps maps, Keypoints keypoints) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Scope scope = new Scope();
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(weightsId);
      writeFloats(out, keypoints.values());
      writeFloats(out, keypoints.jacobians());
      out.writeInt(maps.maps().size());
      for (Map.Entry<String, NDArray> map : maps.maps().entrySet()) {
        out.writeUTF(map.getKey());
        writeMap(out, map.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void writeMap(DataOutputStream out, NDArray map) throws IOException {
    boolean bfloat16 = map.getDataType() != DataType.FLOAT32;
    float[] values = execution.kernels().toFloat(map).toFloatArray();
    out.writeBoolean(bfloat16);
    out.writeByte(map.getShape().dimension());
    for (long size : map.getShape().getShape()) {
      out.writeInt((int) size);
    }
    ByteBuffer content = ByteBuffer.allocate(values.length * elementBytes(bfloat16));
    for (float value : values) {
      int bits = Float.floatToRawIntBits(value);
      if (bfloat16) {
        // The lower half of a widened bf16 is zero.
        content.putShort((short) (bits >>> 16));
      } else {
        content.putInt(bits);
      }
    }
    out.writeInt(content.capacity());
    out.write(content.array());
  }

  private static int elementBytes(boolean bfloat16) {
    return bfloat16 ? Short.BYTES : Float.BYTES;
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads features back; the caller owns them.
   *
   * @throws IllegalArgumentException if damaged, of another version or of other weights
   */
  TensorFeatures read(String weightsId, byte[] bytes) {
    try (Scope scope = new Scope();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "source features have format version %d, this build reads %d: encode the source again"
                .formatted(version, VERSION));
      }
      String writtenFor = in.readUTF();
      if (!writtenFor.equals(weightsId)) {
        throw new IllegalArgumentException(
            "source features were made with weights %s, not %s: encode the source again"
                .formatted(writtenFor, weightsId));
      }
      Keypoints keypoints = new Keypoints(readFloats(in), readFloats(in));
      Map<String, NDArray> maps = new LinkedHashMap<>();
      int count = bounded("number of maps", in.readInt(), MAX_MAPS);
      for (int i = 0; i < count; i++) {
        maps.put(in.readUTF(), scope.own(readMap(in)));
      }
      return new TensorFeatures(execution, weightsId, new SourceMaps(maps), keypoints);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "source features of %d bytes are truncated: encode the source again"
              .formatted(bytes.length),
          e);
    }
  }

  private NDArray readMap(DataInputStream in) throws IOException {
    boolean bfloat16 = in.readBoolean();
    long[] sizes = new long[bounded("rank", in.readByte(), MAX_RANK)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = in.readInt();
    }
    Shape shape = new Shape(sizes);
    int length = bounded("bytes of a map", in.readInt(), in.available());
    if (length != shape.size() * elementBytes(bfloat16)) {
      throw new IllegalArgumentException(
          "source features hold %d bytes for a map of shape %s: encode the source again"
              .formatted(length, shape));
    }
    ByteBuffer content = ByteBuffer.wrap(in.readNBytes(length));
    float[] values = new float[length / elementBytes(bfloat16)];
    for (int i = 0; i < values.length; i++) {
      int bits = bfloat16 ? content.getShort() << 16 : content.getInt();
      values[i] = Float.intBitsToFloat(bits);
    }
    NDArray map = execution.manager().create(values, shape);
    return bfloat16 ? execution.kernels().toBfloat16ChannelsLast(map) : map;
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[bounded("number of floats", in.readInt(), in.available() / 4)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  private static int bounded(String what, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "source features are damaged: %s is %d, at most %d fit: encode the source again"
              .formatted(what, value, most));
    }
    return value;
  }
}
