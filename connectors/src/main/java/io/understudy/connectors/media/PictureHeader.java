package io.understudy.connectors.media;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.PictureException.Reason;

/** Width and height as a JPEG's or PNG's header states them, read without decoding. */
record PictureHeader(int widthPixels, int heightPixels) {
  private static final int PNG_SIZE_OFFSET = 16;

  static PictureHeader of(ByteString bytes) throws PictureException {
    if (bytes.size() >= 24 && unsigned(bytes, 0, 4) == 0x89504E47L) {
      return new PictureHeader(
          (int) unsigned(bytes, PNG_SIZE_OFFSET, 4), (int) unsigned(bytes, PNG_SIZE_OFFSET + 4, 4));
    }
    if (bytes.size() >= 4 && unsigned(bytes, 0, 2) == 0xFFD8) {
      return ofJpeg(bytes);
    }
    throw new PictureException(
        Reason.UNDECODABLE,
        "%d bytes are neither a JPEG nor a PNG: send one of the two".formatted(bytes.size()));
  }

  /** Walks the segments up to the frame header (SOF). */
  private static PictureHeader ofJpeg(ByteString bytes) throws PictureException {
    int at = 2;
    while (at + 9 <= bytes.size()) {
      if ((bytes.byteAt(at) & 0xff) != 0xff) {
        break;
      }
      int marker = bytes.byteAt(at + 1) & 0xff;
      if (marker == 0xff) {
        at++;
      } else if (isFrameHeader(marker)) {
        return new PictureHeader(
            (int) unsigned(bytes, at + 7, 2), (int) unsigned(bytes, at + 5, 2));
      } else {
        at += 2 + Math.max(2, (int) unsigned(bytes, at + 2, 2));
      }
    }
    throw new PictureException(
        Reason.UNDECODABLE,
        "JPEG of %d bytes has no frame header: it is damaged, send it again"
            .formatted(bytes.size()));
  }

  private static boolean isFrameHeader(int marker) {
    boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
    return marker >= 0xc0 && marker <= 0xcf && !table;
  }

  private static long unsigned(ByteString bytes, int at, int count) {
    long value = 0;
    for (int i = 0; i < count && at + i < bytes.size(); i++) {
      value = value << 8 | bytes.byteAt(at + i) & 0xff;
    }
    return value;
  }
}
