package io.understudy.model.weights;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import net.razorvine.pickle.PickleException;

/**
 * A published PyTorch checkpoint, opened (NETWORKS section 8): both formats of {@code torch.save},
 * whatever the file is called. No pickled code is run.
 *
 * <p>Not thread-safe; whoever opened it closes it. Tensors stay valid after that.
 */
public final class Checkpoint implements Closeable {
  /** The pickled part of the largest published checkpoint has less than 2 MB. */
  static final int MOST_PICKLE_BYTES = 8 << 20;

  /** Bound on all tensors taken from one checkpoint; the largest known network has 0.4 GB. */
  private static final long MOST_TENSOR_BYTES = Integer.MAX_VALUE;

  private static final int ZIP_SIGNATURE = 0x04034b50;
  private static final int PICKLE_PROTOCOL = 0x80;

  private final Path file;
  private final CheckpointContainer container;
  private final Map<String, ByteBuffer> storages = new HashMap<>();
  private long tensorBytes;

  private Checkpoint(Path file, CheckpointContainer container) {
    this.file = file;
    this.container = container;
  }

  /**
   * Opens a checkpoint; the caller closes it.
   *
   * @throws WeightsException if the file is no checkpoint, is truncated, or names a class that no
   *     checkpoint needs
   * @throws IOException if the file cannot be read
   */
  public static Checkpoint open(Path file) throws IOException {
    try {
      return new Checkpoint(file, container(file));
    } catch (IOException | RuntimeException failure) {
      throw refused(file, failure);
    }
  }

  private static CheckpointContainer container(Path file) throws IOException {
    ByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < 4) {
        throw new EOFException("it has %d bytes".formatted(channel.size()));
      }
      if (channel.size() > Integer.MAX_VALUE) {
        throw new WeightsException("it is larger than 2 GiB");
      }
      bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    if (bytes.getInt(0) == ZIP_SIGNATURE) {
      return ZipCheckpoint.open(file);
    } else if ((bytes.get(0) & 0xff) == PICKLE_PROTOCOL) {
      return new LegacyCheckpoint(bytes);
    }
    throw new WeightsException("it starts neither like a zip archive nor like a pickle");
  }

  /** Names of the top-level dictionaries that hold tensors, such as {@code generator}. */
  public Set<String> sections() {
    Set<String> sections = new TreeSet<>();
    root()
        .forEach(
            (key, value) -> {
              if (value instanceof Map<?, ?> section
                  && section.values().stream().anyMatch(PickledTensor.class::isInstance)) {
                sections.add(String.valueOf(key));
              }
            });
    return sections;
  }

  /**
   * The tensors of a section under their published names; a {@code module.} prefix is taken off,
   * 16-bit floats are widened, entries that are no tensors are left out.
   *
   * @throws WeightsException if the section is absent or a tensor is damaged
   * @throws IOException if the file cannot be read
   */
  public List<HostTensor> tensors(String section) throws IOException {
    if (!(root().get(section) instanceof Map<?, ?> entries)) {
      throw new WeightsException("checkpoint %s has no section %s".formatted(file, section));
    }
    return tensors(entries, name -> true);
  }

  /**
   * Tensors at the top, for files that hold one {@code state_dict} and no sections; otherwise as
   * {@link #tensors(String)}.
   *
   * @param wanted says by published name which ones; the others are not read
   * @throws WeightsException if a tensor is damaged
   * @throws IOException if the file cannot be read
   */
  public List<HostTensor> tensors(Predicate<String> wanted) throws IOException {
    return tensors(root(), wanted);
  }

  private List<HostTensor> tensors(Map<?, ?> entries, Predicate<String> wanted) throws IOException {
    List<HostTensor> tensors = new ArrayList<>();
    try {
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        String name = publishedName(entry.getKey());
        if (entry.getValue() instanceof PickledTensor tensor && wanted.test(name)) {
          tensors.add(tensor(name, tensor));
        }
      }
    } catch (IOException | RuntimeException failure) {
      throw refused(file, failure);
    }
    return tensors;
  }

  @Override
  public void close() throws IOException {
    container.close();
  }

  private Map<?, ?> root() {
    if (container.root() instanceof Map<?, ?> root) {
      return root;
    }
    throw new WeightsException(
        "checkpoint %s holds no dictionary of sections at its top".formatted(file));
  }

  private HostTensor tensor(String name, PickledTensor tensor) throws IOException {
    // Strides of zero make a large tensor out of a small storage, so both are counted.
    tensorBytes += HostTensor.elements(name, tensor.shape()) * 8;
    PickledStorage storage = tensor.storage();
    if (!storages.containsKey(storage.key())) {
      tensorBytes += storage.bytes();
    }
    if (tensorBytes > MOST_TENSOR_BYTES) {
      throw new WeightsException("its tensors are larger than any known network's");
    }
    if (!storages.containsKey(storage.key())) {
      storages.put(storage.key(), container.read(storage));
    }
    return tensor.materialize(name, storages.get(storage.key())).inSinglePrecision();
  }

  private static String publishedName(Object key) {
    String name = String.valueOf(key);
    return name.startsWith("module.") ? name.substring("module.".length()) : name;
  }

  private static WeightsException refused(Path file, Exception failure) throws IOException {
    String reason = failure.getMessage();
    if (failure instanceof EOFException || failure instanceof ZipException || cutOff(failure)) {
      reason = "it is truncated or damaged (%s), copy it again".formatted(reason);
    } else if (failure instanceof IOException io) {
      throw unreadable(file, io);
    } else if (!(failure instanceof WeightsException)) {
      reason = "its pickle is damaged (%s), copy it again".formatted(reason);
    }
    return new WeightsException(
        "checkpoint %s cannot be read: %s".formatted(file, reason), failure);
  }

  /** The pickle library states the end of its input as a plain exception. */
  private static boolean cutOff(Exception failure) {
    return failure.getClass() == IOException.class || failure instanceof PickleException;
  }

  private static IOException unreadable(Path file, IOException failure) {
    String reason =
        failure instanceof NoSuchFileException ? "there is no such file" : failure.toString();
    return new IOException("checkpoint %s cannot be read: %s".formatted(file, reason), failure);
  }
}
