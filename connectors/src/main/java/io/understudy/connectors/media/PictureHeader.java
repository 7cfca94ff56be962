package io.understudy.connectors.media;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.PictureException.Reason;

/** Width and height as a JPEG's or PNG's header states them, read without decoding. */
record PictureHeader(int widthPixels, int heightPixels) {
  /**
   * Reads the header of a picture whose further bytes may be missing.
   *
   * @throws PictureException if the bytes are not the start of a JPEG or PNG
   */
  static PictureHeader of(ByteString bytes) throws PictureException {
    if (bytes.isEmpty()) {
      throw new PictureException(
          Reason.UNDECODABLE, "picture has 0 bytes, it must be a JPEG or PNG: send one");
    }
    if (PngFile.starts(bytes)) {
      return PngFile.header(bytes);
    }
    if (JpegFile.starts(bytes)) {
      return JpegFile.header(bytes);
    }
    throw new PictureException(
        Reason.UNDECODABLE,
        "%d bytes are neither a JPEG nor a PNG: send one of the two".formatted(bytes.size()));
  }

  /**
   * Refuses a picture whose end is missing, which the decoder would fill with a flat colour.
   *
   * @throws PictureException if the picture breaks off, or asks for more decoding than a picture
   *     needs
   */
  static void requireWhole(ByteString bytes) throws PictureException {
    if (PngFile.starts(bytes)) {
      PngFile.requireWhole(bytes);
    } else {
      JpegFile.requireWhole(bytes);
    }
  }

  static PictureException brokenOff(String format, ByteString bytes) {
    return new PictureException(
        Reason.UNDECODABLE,
        "%s of %d bytes breaks off before its end: it is damaged, send it again"
            .formatted(format, bytes.size()));
  }

  /** The unsigned big-endian number of {@code count} bytes. */
  static long unsigned(ByteString bytes, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | bytes.byteAt(at + i) & 0xff;
    }
    return value;
  }
}
