package io.understudy.pipeline.train;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Pictures of one size in rows and columns, as one PNG. */
final class ContactSheet {
  private ContactSheet() {}

  /** Writes {@code rows}, all of the same length. */
  static void write(List<List<Picture>> rows, Path file) throws IOException {
    int width = rows.get(0).get(0).widthPixels();
    int height = rows.get(0).get(0).heightPixels();
    int columns = rows.get(0).size();
    byte[] rgb = new byte[3 * width * columns * height * rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns; column++) {
        byte[] from = rows.get(row).get(column).rgb();
        for (int y = 0; y < height; y++) {
          int to = 3 * width * ((row * height + y) * columns + column);
          System.arraycopy(from, 3 * width * y, rgb, to, 3 * width);
        }
      }
    }
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      RgbImage sheet = new RgbImage(width * columns, height * rows.size(), rgb);
      WholeFile.write(file, codec.encodePng(sheet));
    }
  }
}
