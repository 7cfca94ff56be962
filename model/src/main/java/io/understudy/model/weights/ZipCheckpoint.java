package io.understudy.model.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip format of torch 1.6 and later: {@code ROOT/data.pkl} and {@code ROOT/data/KEY}. */
final class ZipCheckpoint implements CheckpointContainer {
  private static final String PICKLE = "data.pkl";

  private final ZipFile zip;
  private final String folder;
  private final Object root;

  private ZipCheckpoint(ZipFile zip) throws IOException {
    this.zip = zip;
    String pickle = pickleName(zip);
    this.folder = pickle.substring(0, pickle.length() - PICKLE.length());
    checkByteOrder();
    ByteBuffer bytes = ByteBuffer.wrap(read(pickle, Checkpoint.MOST_PICKLE_BYTES));
    this.root = new TorchUnpickler().load(new BufferInput(bytes.order(ByteOrder.LITTLE_ENDIAN)));
  }

  static ZipCheckpoint open(Path file) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      return new ZipCheckpoint(zip);
    } catch (IOException | RuntimeException failure) {
      zip.close();
      throw failure;
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer read(PickledStorage storage) throws IOException {
    String name = folder + "data/" + storage.key();
    try (InputStream in = zip.getInputStream(entry(name))) {
      byte[] bytes = in.readNBytes((int) storage.bytes());
      if (bytes.length < storage.bytes()) {
        throw new WeightsException(
            "storage %s has %d bytes, its tensors need %d: the file is truncated, copy it again"
                .formatted(name, bytes.length, storage.bytes()));
      }
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static String pickleName(ZipFile zip) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
        .findFirst()
        .orElseThrow(() -> new WeightsException("it is a zip archive without a data.pkl"));
  }

  private void checkByteOrder() throws IOException {
    String name = folder + "byteorder";
    if (zip.getEntry(name) != null) {
      String order = new String(read(name, 64), StandardCharsets.US_ASCII).strip();
      if (!order.equals("little")) {
        throw new WeightsException("its byte order is " + order + "; only little is read");
      }
    }
  }

  private byte[] read(String name, int mostBytes) throws IOException {
    return BoundedBytes.read(zip, entry(name), mostBytes);
  }

  private ZipEntry entry(String name) throws EOFException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new EOFException("its archive has no entry " + name);
    }
    return entry;
  }
}
