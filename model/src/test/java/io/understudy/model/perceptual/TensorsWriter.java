package io.understudy.model.perceptual;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Writes single precision tensors of other projects' networks as a safetensors file. */
final class TensorsWriter {
  /** A tensor's values and their shape. */
  record Values(float[] values, long[] shape) {}

  private final Map<String, Values> tensors = new LinkedHashMap<>();

  TensorsWriter put(String name, float[] values, long... shape) {
    tensors.put(name, new Values(values, shape));
    return this;
  }

  Values get(String name) {
    return tensors.get(name);
  }

  Path write(Path file) throws IOException {
    StringJoiner entries = new StringJoiner(",", "{", "}");
    long next = 0;
    for (Map.Entry<String, Values> tensor : tensors.entrySet()) {
      long end = next + 4L * tensor.getValue().values().length;
      String shape = Arrays.toString(tensor.getValue().shape());
      entries.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(tensor.getKey(), shape, next, end));
      next = end;
    }
    byte[] header = entries.toString().getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(littleEndian(8).putLong(header.length).flip());
      channel.write(ByteBuffer.wrap(header));
      for (Values tensor : tensors.values()) {
        ByteBuffer bytes = littleEndian(4 * tensor.values().length);
        bytes.asFloatBuffer().put(tensor.values());
        channel.write(bytes);
      }
    }
    return file;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
