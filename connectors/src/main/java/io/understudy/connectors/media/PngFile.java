package io.understudy.connectors.media;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.PictureException.Reason;

/** The chunks of a PNG, walked without decoding. */
final class PngFile {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_BYTES = 24;
  private static final int CHUNK_FRAME_BYTES = 12;
  private static final long HEADER_CHUNK = 0x49484452;
  private static final long END_CHUNK = 0x49454E44;

  private PngFile() {}

  static boolean starts(ByteString bytes) {
    return bytes.size() >= SIGNATURE_BYTES && PictureHeader.unsigned(bytes, 0, 8) == SIGNATURE;
  }

  static PictureHeader header(ByteString bytes) throws PictureException {
    if (bytes.size() < HEADER_BYTES || PictureHeader.unsigned(bytes, 12, 4) != HEADER_CHUNK) {
      throw new PictureException(
          Reason.UNDECODABLE,
          "PNG of %d bytes does not start with its header: it is damaged, send it again"
              .formatted(bytes.size()));
    }
    return new PictureHeader(
        (int) PictureHeader.unsigned(bytes, 16, 4), (int) PictureHeader.unsigned(bytes, 20, 4));
  }

  static void requireWhole(ByteString bytes) throws PictureException {
    long at = SIGNATURE_BYTES;
    while (at + CHUNK_FRAME_BYTES <= bytes.size()) {
      long length = PictureHeader.unsigned(bytes, (int) at, 4);
      if (PictureHeader.unsigned(bytes, (int) at + 4, 4) == END_CHUNK) {
        return;
      }
      at += CHUNK_FRAME_BYTES + length;
    }
    throw PictureHeader.brokenOff("PNG", bytes);
  }
}
