package io.understudy.model.detector;

import io.understudy.model.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * Squares that cover a picture in several sizes, so that a detector that sees all of a square in
 * few pixels still finds small faces. Pure.
 */
final class SearchTiles {
  /** A face is found from about this share of the square's side. */
  private static final double SMALLEST_SHARE = 0.15;

  /** Smaller squares have fewer pixels than the detector sees of one: they show nothing more. */
  private static final double LEAST_SIDE = 128;

  /** Neighbours share this much, so that a small face is whole in one of them. */
  private static final double OVERLAP = 0.25;

  private SearchTiles() {}

  /**
   * A square of a picture, which may reach over its right and lower border.
   *
   * @param left pixels
   * @param top pixels
   * @param side pixels
   */
  record Tile(int left, int top, int side) {
    /** Its part of {@code picture}. */
    Picture cut(Picture picture) {
      int width = Math.min(side, picture.widthPixels() - left);
      int height = Math.min(side, picture.heightPixels() - top);
      byte[] rgb = new byte[3 * width * height];
      for (int row = 0; row < height; row++) {
        int from = 3 * ((top + row) * picture.widthPixels() + left);
        System.arraycopy(picture.rgb(), from, rgb, 3 * width * row, 3 * width);
      }
      return new Picture(width, height, rgb);
    }
  }

  /** The whole picture first, then smaller squares until {@code smallestPixels} shows in one. */
  static List<Tile> of(int widthPixels, int heightPixels, double smallestPixels) {
    int whole = Math.max(widthPixels, heightPixels);
    List<Tile> tiles = new ArrayList<>(List.of(new Tile(0, 0, whole)));
    double least = Math.max(LEAST_SIDE, smallestPixels / SMALLEST_SHARE);
    for (int side = whole / 2; 2 * side > least; side /= 2) {
      addRows(tiles, widthPixels, heightPixels, side);
    }
    return tiles;
  }

  private static void addRows(List<Tile> tiles, int width, int height, int side) {
    for (int top : starts(height, side)) {
      for (int left : starts(width, side)) {
        tiles.add(new Tile(left, top, side));
      }
    }
  }

  /** Evenly spread over a length, the last one ending with it. */
  private static int[] starts(int length, int side) {
    int count = (int) Math.max(1, Math.ceil((length - side) / ((1 - OVERLAP) * side)) + 1);
    int[] starts = new int[length <= side ? 1 : count];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = (int) Math.round((double) i * (length - side) / (starts.length - 1));
    }
    return starts;
  }
}
