package io.understudy.connectors.media;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.PictureException.Reason;

/**
 * The segments of a JPEG, walked without decoding.
 *
 * <p>Stricter than the decoder, which skips bytes between segments: whoever accepts those can be
 * shown one frame header while the decoder finds another, larger one.
 */
final class JpegFile {
  /** Encoders write about ten; each costs a pass over all pixels however few bytes it has. */
  private static final int MAX_SCANS = 100;

  private static final int MARK = 0xff;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;

  private JpegFile() {}

  static boolean starts(ByteString bytes) {
    return bytes.size() >= 3 && PictureHeader.unsigned(bytes, 0, 3) == 0xFFD8FF;
  }

  static PictureHeader header(ByteString bytes) throws PictureException {
    int at = 2;
    while (at + 9 <= bytes.size()) {
      int marker = markerAt(bytes, at);
      if (marker == MARK) {
        at++;
      } else if (isFrameHeader(marker)) {
        return new PictureHeader(
            (int) PictureHeader.unsigned(bytes, at + 7, 2),
            (int) PictureHeader.unsigned(bytes, at + 5, 2));
      } else {
        at += segmentBytes(bytes, at, marker);
      }
    }
    throw damaged(bytes);
  }

  /**
   * Entropy-coded bytes hold no marker, so that all behind the first scan are real ones; those of
   * comments between scans are counted too, which can only refuse more.
   */
  static void requireWhole(ByteString bytes) throws PictureException {
    int scans = 0;
    boolean ended = false;
    for (int at = firstScan(bytes); at + 1 < bytes.size(); at++) {
      if ((bytes.byteAt(at) & 0xff) == MARK) {
        int marker = bytes.byteAt(at + 1) & 0xff;
        scans += marker == START_OF_SCAN ? 1 : 0;
        ended |= marker == END_OF_IMAGE;
      }
    }
    if (!ended) {
      throw PictureHeader.brokenOff("JPEG", bytes);
    }
    if (scans > MAX_SCANS) {
      throw new PictureException(
          Reason.TOO_LARGE,
          "JPEG has %d scans, at most %d are allowed: send it as a baseline JPEG"
              .formatted(scans, MAX_SCANS));
    }
  }

  private static int firstScan(ByteString bytes) throws PictureException {
    int at = 2;
    while (at + 4 <= bytes.size()) {
      int marker = markerAt(bytes, at);
      if (marker == START_OF_SCAN) {
        return at;
      }
      at += marker == MARK ? 1 : segmentBytes(bytes, at, marker);
    }
    throw PictureHeader.brokenOff("JPEG", bytes);
  }

  private static int markerAt(ByteString bytes, int at) throws PictureException {
    if ((bytes.byteAt(at) & 0xff) != MARK) {
      throw damaged(bytes);
    }
    return bytes.byteAt(at + 1) & 0xff;
  }

  /** Marker and content of a segment that states its length and stands before the first scan. */
  private static int segmentBytes(ByteString bytes, int at, int marker) throws PictureException {
    int length = (int) PictureHeader.unsigned(bytes, at + 2, 2);
    boolean table = marker >= 0xc0 && marker < 0xd0 || marker > START_OF_SCAN && marker < MARK;
    if (!table || length < 2) {
      throw damaged(bytes);
    }
    return 2 + length;
  }

  private static boolean isFrameHeader(int marker) {
    boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
    return marker >= 0xc0 && marker <= 0xcf && !table;
  }

  private static PictureException damaged(ByteString bytes) {
    return new PictureException(
        Reason.UNDECODABLE,
        "JPEG of %d bytes has no frame header: it is damaged, send it again"
            .formatted(bytes.size()));
  }
}
