package io.understudy.model.weights;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.understudy.model.preset.RecordJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * Weights on disk: one safetensors file whose metadata holds the description, or a folder with that
 * file in it.
 */
public final class WeightsFile {
  /** Name of the file in a folder. */
  public static final String FILE_NAME = "weights.safetensors";

  private static final String DESCRIPTION = "understudy";

  private WeightsFile() {}

  /**
   * Reads weights; the tensors are mapped, not copied, so the file must not be written to while
   * they are in use ({@link #write} replaces files, which is safe).
   *
   * @param path the file, or a folder with {@value #FILE_NAME}
   * @throws WeightsException if the file is damaged or holds no weights of this project
   * @throws IOException if it cannot be read
   */
  public static Weights read(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
    try {
      return parse(map(file), file.toString());
    } catch (NoSuchFileException failure) {
      throw new IOException(
          "weights %s cannot be read: there is no such file".formatted(file), failure);
    }
  }

  /**
   * What a file says of its weights; its tensors are neither read nor checked.
   *
   * @throws WeightsException if the file holds no weights of this project
   * @throws IOException if it cannot be read
   */
  public static WeightsDescription describe(Path file) throws IOException {
    try {
      return description(Safetensors.read(map(file)).metadata());
    } catch (IllegalArgumentException failure) {
      throw new WeightsException(
          "weights %s cannot be read: %s".formatted(file, failure.getMessage()), failure);
    }
  }

  /**
   * Reads weights from the bytes of a file.
   *
   * @param name what they are called in messages
   * @throws WeightsException if they are damaged or hold no weights of this project
   */
  public static Weights parse(ByteBuffer bytes, String name) {
    try {
      Safetensors content = Safetensors.read(bytes);
      return Weights.restored(description(content.metadata()), content.tensors());
    } catch (IllegalArgumentException failure) {
      throw new WeightsException(
          "weights %s cannot be read: %s".formatted(name, failure.getMessage()), failure);
    }
  }

  /**
   * Writes weights so that a reader sees the old file or the whole new one, never a part.
   *
   * @param path a file ending in {@code .safetensors}, or a folder, which is made
   * @throws IOException if the place is not writable
   */
  public static void write(Weights weights, Path path) throws IOException {
    Path file = path.toString().endsWith(".safetensors") ? path : path.resolve(FILE_NAME);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
      try {
        writeAll(weights, part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new IOException(
          "weights cannot be written to %s: %s; choose a writable place".formatted(file, failure),
          failure);
    }
  }

  /**
   * The bytes of the file that {@link #write} makes, for a place that is no file.
   *
   * @throws ArithmeticException if there are more than 2 GiB
   */
  public static byte[] toBytes(Weights weights) {
    Safetensors content = content(weights);
    ByteBuffer header = content.header();
    long size = header.remaining();
    for (HostTensor tensor : content.tensors()) {
      size += tensor.bytes().remaining();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).put(header);
    content.tensors().forEach(tensor -> bytes.put(tensor.bytes()));
    return bytes.array();
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new WeightsException(
            "it has %d bytes, at most 2 GiB are read".formatted(channel.size()));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  private static WeightsDescription description(Map<String, String> metadata) {
    String text = metadata.get(DESCRIPTION);
    if (text == null) {
      throw new WeightsException(
          "it has no description of its preset; make it with 'understudy import'");
    }
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      return RecordJson.read(WeightsDescription.class, json, "description");
    } catch (JsonParseException | IllegalStateException failure) {
      throw new WeightsException("its description is no JSON object", failure);
    }
  }

  private static Safetensors content(Weights weights) {
    String description = RecordJson.write(weights.description()).toString();
    return new Safetensors(weights.tensors(), Map.of(DESCRIPTION, description));
  }

  private static void writeAll(Weights weights, Path file) throws IOException {
    Safetensors content = content(weights);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, content.header());
      for (HostTensor tensor : content.tensors()) {
        writeFully(channel, tensor.bytes());
      }
      channel.force(true);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
