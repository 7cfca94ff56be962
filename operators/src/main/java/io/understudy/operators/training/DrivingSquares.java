package io.understudy.operators.training;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.AccessUnitSequence;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import java.util.Optional;

/**
 * The driving frames of one feed as the live job shows them to the network: decoded by its
 * decoders, cut to the centred square, which is its crop where a session names no other.
 *
 * <p>One thread. Owns the decoders' native memory; {@code close()} is idempotent.
 */
public final class DrivingSquares implements AutoCloseable {
  private final PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
  private final AccessUnitSequence units = new AccessUnitSequence(PictureBounds.DEFAULT);

  /**
   * The square of the next frame.
   *
   * @return empty for an H.264 picture whose predecessor was not decoded
   * @throws PictureException if the frame is broken
   */
  public Optional<RgbImage> next(DrivingFrame frame) throws PictureException {
    return whole(frame)
        .map(image -> PictureTransform.crop(image, PictureTransform.square(image, Crop.CENTRE)));
  }

  private Optional<RgbImage> whole(DrivingFrame frame) throws PictureException {
    if (frame.encoding() == FrameEncoding.H264) {
      return units.next(frame);
    }
    return Optional.of(
        codec.decode(frame.payload(), frame.encoding(), frame.widthPixels(), frame.heightPixels()));
  }

  @Override
  public void close() {
    units.close();
    codec.close();
  }
}
