package io.understudy.connectors.media;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.media.PictureException.Reason;

/**
 * How large a picture may be; checked on its header, before a byte of it is decoded. No side is
 * longer than {@link #MOST_SIDE}, whatever the number of pixels.
 *
 * @param maxBytes encoded size
 * @param maxPixels width times height
 */
public record PictureBounds(int maxBytes, long maxPixels) {
  /** 9 MiB: what a record of the topics takes, less what stands around the picture. */
  public static final int MOST_BYTES = KafkaRecord.MAX_BYTES - (1 << 20);

  /**
   * Longest side of a picture, pixels: what is longer is no picture of a camera, and a JPEG ends at
   * 65500.
   */
  public static final int MOST_SIDE = 1 << 14;

  /** All that a record takes, and 8192 x 4320 pixels. */
  public static final PictureBounds DEFAULT = new PictureBounds(MOST_BYTES, 8192L * 4320);

  void checkBytes(int bytes) throws PictureException {
    if (bytes > maxBytes) {
      throw new PictureException(
          Reason.TOO_LARGE,
          "picture has %d bytes, at most %d are allowed: send it smaller"
              .formatted(bytes, maxBytes));
    }
  }

  /** Whether a picture of that size, pixels, is not too large. */
  public boolean allow(long widthPixels, long heightPixels) {
    return Math.max(widthPixels, heightPixels) <= MOST_SIDE
        && widthPixels * heightPixels <= maxPixels;
  }

  void checkPixels(PictureHeader header) throws PictureException {
    if (header.widthPixels() < 1 || header.heightPixels() < 1) {
      throw new PictureException(
          Reason.UNDECODABLE,
          "picture is %dx%d pixels, at least 1x1 is needed"
              .formatted(header.widthPixels(), header.heightPixels()));
    }
    if (!allow(header.widthPixels(), header.heightPixels())) {
      throw new PictureException(
          Reason.TOO_LARGE,
          "picture is %dx%d pixels, at most %d pixels and %d a side are allowed: send it smaller"
              .formatted(header.widthPixels(), header.heightPixels(), maxPixels, MOST_SIDE));
    }
  }
}
