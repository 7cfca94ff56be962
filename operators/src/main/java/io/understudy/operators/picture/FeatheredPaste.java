package io.understudy.operators.picture;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;

/** Puts a reenacted square back into the picture that it was cut from. Pure. */
final class FeatheredPaste {
  /** Share of the side over which the square fades into the picture at each border. */
  private static final double FEATHER = 0.08;

  private static final int OPAQUE = 256;

  private FeatheredPaste() {}

  /** A copy of {@code whole} with {@code face}, resized, blended into {@code square}. */
  static RgbImage paste(RgbImage whole, Square square, RgbImage face) {
    int side = square.side();
    byte[] from = PictureTransform.resized(face, side, side).rgb();
    byte[] to = whole.rgb().clone();
    int[] fade = fade(side);
    for (int row = 0; row < side; row++) {
      int at = 3 * ((square.top() + row) * whole.widthPixels() + square.left());
      blendRow(from, 3 * row * side, to, at, fade, fade[row]);
    }
    return new RgbImage(whole.widthPixels(), whole.heightPixels(), to);
  }

  private static void blendRow(
      byte[] from, int fromAt, byte[] to, int toAt, int[] fade, int rowFade) {
    for (int i = 0; i < 3 * fade.length; i++) {
      int weight = fade[i / 3] * rowFade;
      int old = to[toAt + i] & 0xff;
      int change = (from[fromAt + i] & 0xff) - old;
      to[toAt + i] = (byte) (old + change * weight / (OPAQUE * OPAQUE));
    }
  }

  /** Weight of each column or row: a linear ramp at both ends, opaque between. */
  private static int[] fade(int side) {
    double ramp = Math.max(1, FEATHER * side);
    int[] fade = new int[side];
    for (int i = 0; i < side; i++) {
      double inside = Math.min(i, side - 1 - i) + 0.5;
      fade[i] = (int) Math.round(OPAQUE * Math.min(1, inside / ramp));
    }
    return fade;
  }
}
