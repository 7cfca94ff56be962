package io.understudy.connectors.media;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.media.PictureException.Reason;

/**
 * How large a picture may be; checked on its header, before a byte of it is decoded.
 *
 * @param maxBytes encoded size
 * @param maxPixels width times height
 */
public record PictureBounds(int maxBytes, long maxPixels) {
  /** 9 MiB: what a record of the topics takes, less what stands around the picture. */
  public static final int MOST_BYTES = KafkaRecord.MAX_BYTES - (1 << 20);

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

  void checkPixels(PictureHeader header) throws PictureException {
    long pixels = (long) header.widthPixels() * header.heightPixels();
    if (header.widthPixels() < 1 || header.heightPixels() < 1) {
      throw new PictureException(
          Reason.UNDECODABLE,
          "picture is %dx%d pixels, at least 1x1 is needed"
              .formatted(header.widthPixels(), header.heightPixels()));
    }
    if (pixels > maxPixels) {
      throw new PictureException(
          Reason.TOO_LARGE,
          "picture is %dx%d pixels, at most %d pixels are allowed: send it smaller"
              .formatted(header.widthPixels(), header.heightPixels(), maxPixels));
    }
  }
}
