package io.understudy.pipeline.local;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Frames of a clip from left to right, what was made of each below it. */
final class ClipSheet {
  private static final int SHORTER_PIXELS = 320;

  private final List<RgbImage> driving = new ArrayList<>();
  private final List<RgbImage> reenacted = new ArrayList<>();

  void add(RgbImage before, RgbImage after) {
    driving.add(small(before));
    reenacted.add(
        PictureTransform.resized(
            after, driving.get(0).widthPixels(), driving.get(0).heightPixels()));
  }

  private static RgbImage small(RgbImage picture) {
    try {
      return PictureTransform.scaled(picture, SHORTER_PIXELS);
    } catch (PictureException narrow) {
      throw new IllegalArgumentException(narrow);
    }
  }

  void write(Path file) throws IOException {
    int width = driving.get(0).widthPixels();
    int height = driving.get(0).heightPixels();
    int rowPixels = width * driving.size();
    byte[] rgb = new byte[3 * rowPixels * 2 * height];
    for (int i = 0; i < driving.size(); i++) {
      place(rgb, driving.get(i), 3 * i * width, 3 * rowPixels);
      place(rgb, reenacted.get(i), 3 * (i * width + height * rowPixels), 3 * rowPixels);
    }
    Files.createDirectories(file.getParent());
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      Files.write(file, codec.encodePng(new RgbImage(rowPixels, 2 * height, rgb)));
    }
  }

  private static void place(byte[] to, RgbImage from, int at, int rowBytes) {
    for (int row = 0; row < from.heightPixels(); row++) {
      int bytes = 3 * from.widthPixels();
      System.arraycopy(from.rgb(), row * bytes, to, at + row * rowBytes, bytes);
    }
  }
}
