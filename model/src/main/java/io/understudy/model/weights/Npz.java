package io.understudy.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads NumPy's {@code .npz} archives, stored or deflated. Pure. */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int MOST_BYTES = 1 << 30;
  private static final Pattern DESCRIPTOR = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

  private Npz() {}

  /**
   * Every array of a file by name, in the order of the file.
   *
   * @throws WeightsException if the file is damaged or holds another kind of array
   * @throws IOException if it cannot be read
   */
  public static Map<String, NpyArray> read(Path file) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().endsWith(SUFFIX)) {
          String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
          arrays.put(name, array(BoundedBytes.read(zip, entry, MOST_BYTES), file + ":" + name));
        }
      }
    } catch (ZipException failure) {
      throw new WeightsException(file + " is no readable .npz archive", failure);
    }
    return arrays;
  }

  private static NpyArray array(byte[] bytes, String where) {
    if (bytes.length < 12 || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new WeightsException(where + " does not start like a NumPy array");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean first = bytes[6] == 1;
    int from = first ? 10 : 12;
    int length = first ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
    if (length < 0 || length > bytes.length - from) {
      throw new WeightsException(where + " is truncated in its header");
    }
    String header = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    if (header.contains("'fortran_order': True")) {
      throw new WeightsException(where + " is in column-major order; only row-major is read");
    }
    return new NpyArray(
        group(DESCRIPTOR, header, where),
        shape(group(SHAPE, header, where), where),
        buffer.position(from + length));
  }

  private static String group(Pattern pattern, String header, String where) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new WeightsException(where + " has an unreadable header: " + header.strip());
    }
    return matcher.group(1);
  }

  private static long[] shape(String sides, String where) {
    try {
      return Arrays.stream(sides.split(","))
          .map(String::strip)
          .filter(side -> !side.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException failure) {
      throw new WeightsException(
          "%s has the shape (%s), must be whole numbers".formatted(where, sides), failure);
    }
  }
}
