package io.understudy.connectors.face;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import java.util.List;

/**
 * Puts reenacted heads back into the picture that they were cut from: resized, their colours
 * brought to the picture's at the border, faded in under a rounded mask without what stood behind
 * the portrait. Pure; any thread.
 */
public final class PasteBack {
  private PasteBack() {}

  /**
   * One reenacted head.
   *
   * @param square where it was cut from, within the picture
   * @param picture the head, a square of any size
   */
  public record Head(Square square, RgbImage picture) {}

  /** A copy of {@code whole} with {@code heads} in it, later ones over earlier ones. */
  public static RgbImage paste(RgbImage whole, List<Head> heads) {
    byte[] rgb = whole.rgb().clone();
    for (Head head : heads) {
      paste(rgb, whole, head);
    }
    return new RgbImage(whole.widthPixels(), whole.heightPixels(), rgb);
  }

  private static void paste(byte[] rgb, RgbImage whole, Head head) {
    Square square = head.square();
    int side = square.side();
    RgbImage sized = PictureTransform.enlarged(head.picture(), side, side);
    Backdrop backdrop = Backdrop.of(head.picture());
    float[] change = BorderColours.change(sized, PictureTransform.crop(whole, square), backdrop);
    float[] behind = backdrop.enlarged(side);
    for (int row = 0; row < side; row++) {
      int to = 3 * ((square.top() + row) * whole.widthPixels() + square.left());
      for (int column = 0; column < side; column++) {
        int at = row * side + column;
        double distance = HeadMask.distance((column + 0.5) / side, (row + 0.5) / side);
        double weight = HeadMask.weight(distance) * (1 - behind[at]);
        blend(rgb, to + 3 * column, sized.rgb(), change, 3 * at, weight);
      }
    }
  }

  private static void blend(
      byte[] to, int toAt, byte[] from, float[] change, int fromAt, double weight) {
    for (int i = 0; i < 3 && weight > 0; i++) {
      double old = to[toAt + i] & 0xff;
      double level = Math.min(255, Math.max(0, (from[fromAt + i] & 0xff) + change[fromAt + i]));
      to[toAt + i] = (byte) Math.round(old + weight * (level - old));
    }
  }
}
