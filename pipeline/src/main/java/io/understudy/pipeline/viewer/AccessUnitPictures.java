package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.media.AccessUnit;
import io.understudy.connectors.media.AccessUnitDecoder;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import java.util.Optional;

/**
 * The pictures of one stream that is driven in H.264, from its next key picture on: at the start,
 * after a gap and after a broken frame. Not thread-safe. Owns a decoder, some pictures of native
 * memory, from the first picture until {@code close()}, after which it may begin anew.
 */
final class AccessUnitPictures implements AutoCloseable {
  private AccessUnitDecoder decoder;
  private long epoch;
  private long sequence;

  /** The picture of {@code frame}; empty where its predecessor was not decoded, or it is broken. */
  Optional<RgbImage> next(DrivingFrame frame) {
    boolean follows = decoder != null && frame.epoch() == epoch && frame.sequence() == sequence + 1;
    if (!follows && AccessUnit.of(frame.payload()) != AccessUnit.KEY_PICTURE) {
      close();
      return Optional.empty();
    }
    if (decoder == null) {
      decoder = new AccessUnitDecoder(PictureBounds.DEFAULT);
    }
    epoch = frame.epoch();
    sequence = frame.sequence();
    try {
      return Optional.of(decoder.decode(frame.payload()));
    } catch (PictureException broken) {
      close();
      return Optional.empty();
    }
  }

  /** Whether a decoder is open. */
  boolean open() {
    return decoder != null;
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
  }
}
