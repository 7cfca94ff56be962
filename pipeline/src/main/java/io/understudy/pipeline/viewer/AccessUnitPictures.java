package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.media.AccessUnitSequence;
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
  private final AccessUnitSequence units = new AccessUnitSequence(PictureBounds.DEFAULT);

  /** The picture of {@code frame}; empty where its predecessor was not decoded, or it is broken. */
  Optional<RgbImage> next(DrivingFrame frame) {
    try {
      return units.next(frame);
    } catch (PictureException broken) {
      return Optional.empty();
    }
  }

  /** Whether a decoder is open. */
  boolean open() {
    return units.open();
  }

  @Override
  public void close() {
    units.close();
  }
}
