package io.understudy.model.weights;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stream format before torch 1.6: pickles of a magic number, a protocol version, the saving
 * machine's properties, the object and the list of storage keys, then each storage as its number of
 * elements (int64) and the elements.
 */
final class LegacyCheckpoint implements CheckpointContainer {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int PROTOCOL = 1001;

  private final ByteBuffer file;
  private final TorchUnpickler unpickler = new TorchUnpickler();
  private final Map<String, ByteBuffer> storages = new HashMap<>();
  private final Object root;

  /**
   * Reads all but the storages' elements.
   *
   * @param file the whole file, little-endian
   */
  LegacyCheckpoint(ByteBuffer file) throws IOException {
    this.file = file;
    if (!MAGIC.equals(unpickle()) || !Integer.valueOf(PROTOCOL).equals(unpickle())) {
      throw new WeightsException("it is a pickle, but no PyTorch checkpoint");
    }
    if (!Boolean.TRUE.equals(((Map<?, ?>) unpickle()).get("little_endian"))) {
      throw new WeightsException("it was written on a big-endian machine; only little is read");
    }
    this.root = unpickle();
    for (Object key : (List<?>) unpickle()) {
      locate(String.valueOf(key));
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer read(PickledStorage storage) throws IOException {
    ByteBuffer elements = storages.get(storage.key());
    if (elements == null) {
      throw new EOFException("it has no storage " + storage.key());
    }
    return elements;
  }

  @Override
  public void close() {
    // The mapping lives as long as the tensors that view it.
  }

  private Object unpickle() throws IOException {
    ByteBuffer bounded = file.duplicate().order(file.order());
    bounded.limit(file.position() + Math.min(file.remaining(), Checkpoint.MOST_PICKLE_BYTES));
    Object value = unpickler.load(new BufferInput(bounded));
    file.position(bounded.position());
    return value;
  }

  private void locate(String key) throws IOException {
    PickledStorage storage = unpickler.storages().get(key);
    if (storage == null) {
      throw new WeightsException("its storage " + key + " belongs to no tensor");
    }
    if (file.remaining() < 8) {
      throw new EOFException("storage " + key + " is missing");
    }
    long elements = file.getLong();
    if (elements != storage.elements()) {
      throw new WeightsException(
          "its storage %s has %d elements, its tensors say %d"
              .formatted(key, elements, storage.elements()));
    }
    if (file.remaining() < storage.bytes()) {
      throw new EOFException("storage " + key + " is cut off");
    }
    int bytes = (int) storage.bytes();
    storages.put(key, file.slice(file.position(), bytes).order(file.order()));
    file.position(file.position() + bytes);
  }
}
