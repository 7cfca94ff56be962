package io.understudy.operators.picture;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;

/**
 * A decoded driving picture.
 *
 * @param whole all of it
 * @param square the part that drives, see {@link Session#drivingCrop}
 * @param driving the pixels of the square
 */
public record DrivingPicture(RgbImage whole, Square square, Picture driving) {
  /** Decodes a frame's payload and cuts the session's square out of it. */
  public static DrivingPicture decode(PictureCodec codec, DrivingFrame frame, Session session)
      throws PictureException {
    RgbImage whole =
        codec.decode(frame.payload(), frame.encoding(), frame.widthPixels(), frame.heightPixels());
    Square square = PictureTransform.square(whole, session.drivingCrop());
    return new DrivingPicture(
        whole, square, Pictures.toModel(PictureTransform.crop(whole, square)));
  }
}
