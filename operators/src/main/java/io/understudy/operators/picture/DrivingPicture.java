package io.understudy.operators.picture;

import io.understudy.connectors.face.FaceView;
import io.understudy.connectors.face.FaceView.Action;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;

/**
 * A decoded driving picture.
 *
 * @param whole all of it
 * @param view what is to be done with it
 * @param driving the pixels of the square that drives, null where there is no face
 */
public record DrivingPicture(RgbImage whole, FaceView view, Picture driving) {
  /** The picture of which {@code square} drives. */
  public static DrivingPicture of(RgbImage whole, Square square) {
    return of(whole, new FaceView(Action.DRIVE, square));
  }

  /** The picture with what is to be done with it. */
  public static DrivingPicture of(RgbImage whole, FaceView view) {
    return new DrivingPicture(
        whole,
        view,
        view.action() == Action.DRIVE
            ? Pictures.toModel(PictureTransform.crop(whole, view.square()))
            : null);
  }

  /** What drives stays; around it {@code shown} is seen, a picture of the same size. */
  public DrivingPicture shownIn(RgbImage shown) {
    return new DrivingPicture(shown, view, driving);
  }

  /** Whether there is something that drives. */
  public boolean drives() {
    return view.action() == Action.DRIVE;
  }
}
