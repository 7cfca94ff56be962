package io.understudy.connectors.face;

import io.understudy.connectors.media.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures with squares as faces, and a detector that knows them by their colour. */
final class DrawnFaces implements FaceDetector {
  static final int WIDTH = 320;
  static final int HEIGHT = 200;
  private static final byte RED = (byte) 250;
  private static final int MOST = 4;

  boolean blind;
  int wholeSearches;

  /** A square of {@code side} pixels at a place; {@code name} from 0 tells faces apart. */
  record Drawn(int name, int left, int top, int side) {
    double centreX() {
      return left + side / 2.0;
    }
  }

  static RgbImage picture(Drawn... faces) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(rgb, (byte) 90);
    for (Drawn face : faces) {
      draw(rgb, face);
    }
    return new RgbImage(WIDTH, HEIGHT, rgb);
  }

  /** Blue stripes, different for each face, are what a patch sees. */
  private static void draw(byte[] rgb, Drawn face) {
    for (int i = 0; i < face.side * face.side; i++) {
      int x = i % face.side;
      int y = i / face.side;
      int at = 3 * ((face.top + y) * WIDTH + face.left + x);
      boolean stripe = (x * (3 + face.name) / face.side + y * 4 / face.side) % 2 == 0;
      rgb[at] = RED;
      rgb[at + 1] = (byte) face.name;
      rgb[at + 2] = (byte) (stripe ? 255 : 0);
    }
  }

  @Override
  public List<FaceBox> detect(RgbImage image, double smallestPixels) {
    wholeSearches += image.widthPixels() == WIDTH ? 1 : 0;
    List<FaceBox> faces = new ArrayList<>();
    for (int name = 0; name < MOST && !blind; name++) {
      int[] bounds = bounds(image, name);
      int side = bounds[2] - bounds[0] + 1;
      if (side >= smallestPixels) {
        double x = (bounds[0] + bounds[2] + 1) / 2.0;
        double y = (bounds[1] + bounds[3] + 1) / 2.0;
        faces.add(new FaceBox(x, y, side, 1));
      }
    }
    return faces;
  }

  private static int[] bounds(RgbImage image, int name) {
    int[] bounds = {Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2, 0, 0};
    for (int i = 0; i < image.rgb().length; i += 3) {
      if (image.rgb()[i] == RED && image.rgb()[i + 1] == name) {
        int x = i / 3 % image.widthPixels();
        int y = i / 3 / image.widthPixels();
        bounds[0] = Math.min(bounds[0], x);
        bounds[1] = Math.min(bounds[1], y);
        bounds[2] = Math.max(bounds[2], x);
        bounds[3] = Math.max(bounds[3], y);
      }
    }
    return bounds;
  }

  @Override
  public void close() {}
}
