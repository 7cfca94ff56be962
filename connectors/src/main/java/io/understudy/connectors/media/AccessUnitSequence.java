package io.understudy.connectors.media;

import io.understudy.connectors.contract.DrivingFrame;
import java.util.Optional;

/**
 * The pictures of one stream that is driven in H.264, decoded without a gap: at the start, after a
 * gap and after a broken frame it goes on with the next key picture.
 *
 * <p>One thread. Owns a decoder, some pictures of native memory, from the first picture until a gap
 * or {@code close()}, after which it may begin anew.
 */
public final class AccessUnitSequence implements AutoCloseable {
  private final PictureBounds bounds;
  private AccessUnitDecoder decoder;
  private long epoch;
  private long sequence;

  public AccessUnitSequence(PictureBounds bounds) {
    this.bounds = bounds;
  }

  /**
   * The picture of the next frame.
   *
   * @return empty where its predecessor was not decoded and it is no key picture
   * @throws PictureException if the frame is broken
   */
  public Optional<RgbImage> next(DrivingFrame frame) throws PictureException {
    if (!follows(frame) && AccessUnit.of(frame.payload()) == AccessUnit.REFERRING_PICTURE) {
      close();
      return Optional.empty();
    }
    if (decoder == null) {
      decoder = new AccessUnitDecoder(bounds);
    }
    epoch = frame.epoch();
    sequence = frame.sequence();
    try {
      return Optional.of(decoder.decode(frame.payload()));
    } catch (PictureException | RuntimeException broken) {
      close();
      throw broken;
    }
  }

  private boolean follows(DrivingFrame frame) {
    return decoder != null && frame.epoch() == epoch && frame.sequence() == sequence + 1;
  }

  /** Whether a decoder is open. */
  public boolean open() {
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
