package io.understudy.connectors.face;

import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;

/**
 * The crop of one stream. It rests while the face moves a little, as the still crops of the data
 * that networks are trained on, and glides after a face that leaves its place: a crop that follows
 * every detection would put the detector's jitter into the motion. Immutable.
 *
 * @param centreX centre in pixels from the left
 * @param centreY centre in pixels from the top
 * @param side side in pixels
 * @param gliding whether it is on its way
 */
public record SmoothCrop(double centreX, double centreY, double side, boolean gliding) {
  /** Side of the crop over the side of the face, as in VoxCeleb's crops. */
  static final double FACE_SHARE = 1.72;

  private static final double LEAVE_CENTRE = 0.07;
  private static final double LEAVE_SIZE = 0.15;
  private static final double ARRIVE_CENTRE = 0.015;
  private static final double ARRIVE_SIZE = 0.03;

  /** After this time a step has arrived to 63 %. */
  private static final double GLIDE_MICROS = 250_000;

  /** The crop of a face that has just been found. */
  static SmoothCrop of(FaceBox face) {
    return new SmoothCrop(face.centreX(), face.centreY(), FACE_SHARE * face.side(), false);
  }

  /** The crop a moment later, when the face is at {@code face}. */
  SmoothCrop follow(FaceBox face, long elapsedMicros) {
    SmoothCrop target = of(face);
    double off = Math.hypot(target.centreX - centreX, target.centreY - centreY) / side;
    double size = Math.abs(Math.log(target.side / side));
    boolean goesOn = off > ARRIVE_CENTRE || size > ARRIVE_SIZE;
    if (!(gliding && goesOn) && off <= LEAVE_CENTRE && size <= LEAVE_SIZE) {
      return new SmoothCrop(centreX, centreY, side, false);
    }
    double share = -Math.expm1(-Math.max(0, elapsedMicros) / GLIDE_MICROS);
    return new SmoothCrop(
        centreX + share * (target.centreX - centreX),
        centreY + share * (target.centreY - centreY),
        side + share * (target.side - side),
        true);
  }

  /** The crop in whole pixels, shrunk and moved where it would reach over the picture's border. */
  Square square(RgbImage image) {
    int shorter = Math.min(image.widthPixels(), image.heightPixels());
    int pixels = Math.min(shorter, Math.max(1, (int) Math.round(side)));
    return new Square(
        start(centreX, pixels, image.widthPixels()),
        start(centreY, pixels, image.heightPixels()),
        pixels);
  }

  private static int start(double centre, int side, int length) {
    return Math.min(length - side, Math.max(0, (int) Math.round(centre - side / 2.0)));
  }
}
