package io.understudy.model.parity;

import io.understudy.model.weights.NpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes {@code .npz} files of a test's own figures. */
final class NpzWriter {
  private NpzWriter() {}

  static NpyArray floats(long[] shape, float... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new NpyArray("<f4", shape, data);
  }

  static NpyArray integers(int... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(values);
    return new NpyArray("<i4", new long[] {values.length}, data);
  }

  static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, NpyArray> entry : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
        zip.write(header(entry.getValue()));
        byte[] data = new byte[entry.getValue().data().capacity()];
        entry.getValue().data().get(0, data);
        zip.write(data);
      }
    }
  }

  private static byte[] header(NpyArray array) {
    String shape =
        Arrays.stream(array.shape()).mapToObj(side -> side + ",").collect(Collectors.joining());
    byte[] text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n"
            .formatted(array.descriptor(), shape)
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1))
        .putShort((short) text.length)
        .put(text)
        .array();
  }
}
