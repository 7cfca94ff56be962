package io.understudy.operators.testing;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.util.Arrays;

/** Wide pictures of rendered heads before a plain wall. */
public final class RenderedHeads {
  private static final byte WALL = 90;

  private RenderedHeads() {}

  /** The heads of these identities, evenly spread from left to right. */
  public static RgbImage sideBySide(
      int widthPixels, int heightPixels, double yawDegrees, long... identities) {
    byte[] rgb = new byte[3 * widthPixels * heightPixels];
    Arrays.fill(rgb, WALL);
    int side = Math.min(heightPixels, widthPixels / identities.length) * 4 / 5;
    HeadState state = new HeadState(yawDegrees, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0);
    for (int i = 0; i < identities.length; i++) {
      Scene scene = new Scene(HeadIdentity.random(identities[i]), state, Light.STUDIO);
      Picture head = HeadRenderer.render(scene, side);
      int left = (2 * i + 1) * widthPixels / (2 * identities.length) - side / 2;
      int top = (heightPixels - side) / 2;
      for (int row = 0; row < side; row++) {
        int to = 3 * ((top + row) * widthPixels + left);
        System.arraycopy(head.rgb(), 3 * row * side, rgb, to, 3 * side);
      }
    }
    return new RgbImage(widthPixels, heightPixels, rgb);
  }
}
