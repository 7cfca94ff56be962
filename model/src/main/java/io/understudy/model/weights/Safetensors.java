package io.understudy.model.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * The content of a safetensors file: an 8-byte header length, a JSON header, the elements.
 *
 * @param tensors in the order of their elements; views of the buffer that was read
 * @param metadata the texts of {@code __metadata__}
 */
record Safetensors(List<HostTensor> tensors, Map<String, String> metadata) {
  /** What to do about bytes that are none. */
  static final String OTHER_FILE =
      "; give another file, 'understudy import' makes one of a checkpoint";

  private static final int PREFIX_BYTES = 8;

  /** The header of a model of ten thousand tensors has less than 2 MB. */
  private static final int MOST_HEADER_BYTES = 16 << 20;

  /**
   * Reads a file's bytes without copying the elements.
   *
   * @throws WeightsException if the header is damaged, or the tensors do not cover the elements
   *     exactly once
   */
  static Safetensors read(ByteBuffer file) {
    ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < PREFIX_BYTES) {
      throw new WeightsException(
          "it has %d bytes, a safetensors file has at least 8%s"
              .formatted(bytes.remaining(), OTHER_FILE));
    }
    long length = bytes.getLong();
    if (length < 2 || length > Math.min(MOST_HEADER_BYTES, bytes.remaining())) {
      throw new WeightsException(
          "its header states %d bytes, must be from 2 to %d: it is damaged or no safetensors file%s"
              .formatted(length, Math.min(MOST_HEADER_BYTES, bytes.remaining()), OTHER_FILE));
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    return SafetensorsHeader.parse(header).tensors(bytes.slice());
  }

  /** The bytes before the elements, padded so that the elements are aligned to 8 bytes. */
  ByteBuffer header() {
    byte[] json = SafetensorsHeader.json(this);
    return ByteBuffer.allocate(PREFIX_BYTES + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .flip();
  }
}
