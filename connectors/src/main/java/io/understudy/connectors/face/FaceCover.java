package io.understudy.connectors.face;

import io.understudy.connectors.media.RgbImage;
import java.util.List;

/**
 * Hides faces under plain ellipses, each as large as a pasted head would be with its faded border.
 * Pure; any thread.
 */
public final class FaceCover {
  /** Level of all three colours of a cover and of a slate. */
  public static final byte LEVEL = 48;

  private FaceCover() {}

  /** A copy of {@code whole} in which {@code faces} cannot be seen. */
  public static RgbImage draw(RgbImage whole, List<FaceBox> faces) {
    byte[] rgb = whole.rgb().clone();
    for (FaceBox face : faces) {
      draw(rgb, whole.widthPixels(), whole.heightPixels(), face);
    }
    return new RgbImage(whole.widthPixels(), whole.heightPixels(), rgb);
  }

  private static void draw(byte[] rgb, int widthPixels, int heightPixels, FaceBox face) {
    double side = SmoothCrop.FACE_SHARE * face.side();
    double left = face.centreX() - side / 2;
    double top = face.centreY() - side / 2;
    for (int row = inside(top, heightPixels); row < inside(top + side + 1, heightPixels); row++) {
      for (int at = inside(left, widthPixels); at < inside(left + side + 1, widthPixels); at++) {
        if (HeadMask.distance((at + 0.5 - left) / side, (row + 0.5 - top) / side) <= 1) {
          int pixel = 3 * (row * widthPixels + at);
          rgb[pixel] = LEVEL;
          rgb[pixel + 1] = LEVEL;
          rgb[pixel + 2] = LEVEL;
        }
      }
    }
  }

  private static int inside(double place, int length) {
    return (int) Math.min(length, Math.max(0, place));
  }
}
