package io.understudy.model.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tensors of other projects' networks: a safetensors file, or a checkpoint whose top is a {@code
 * state_dict}.
 */
public final class TensorFile {
  private static final String SAFETENSORS = ".safetensors";

  private TensorFile() {}

  /**
   * Reads tensors under the names that the file gives them.
   *
   * @param file a name ending in {@code .safetensors} says that it is one
   * @param wanted says by name which ones
   * @throws WeightsException if the file is damaged or a folder
   * @throws IOException if it cannot be read
   */
  public static List<HostTensor> read(Path file, Predicate<String> wanted) throws IOException {
    if (Files.isDirectory(file)) {
      throw new WeightsException(
          "tensors %s cannot be read: it is a folder, give the file".formatted(file));
    }
    if (file.toString().endsWith(SAFETENSORS)) {
      return safetensors(file).stream().filter(tensor -> wanted.test(tensor.name())).toList();
    }
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      return checkpoint.tensors(wanted);
    }
  }

  private static List<HostTensor> safetensors(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return Safetensors.read(
              channel.map(
                  FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE)))
          .tensors();
    } catch (NoSuchFileException failure) {
      throw new IOException(
          "tensors %s cannot be read: there is no such file".formatted(file), failure);
    } catch (WeightsException failure) {
      throw new WeightsException(
          "tensors %s cannot be read: %s".formatted(file, failure.getMessage()), failure);
    }
  }
}
