package io.understudy.model;

import java.util.Objects;

/**
 * One 8-bit RGB picture, rows top to bottom, pixels left to right, channels R, G, B interleaved.
 *
 * <p>Immutable by contract: {@code rgb} is handed over, not copied; nobody writes to it afterwards.
 *
 * @param widthPixels width, at least 1
 * @param heightPixels height, at least 1
 * @param rgb {@code heightPixels * widthPixels * 3} bytes, 0..255 unsigned
 */
public record Picture(int widthPixels, int heightPixels, byte[] rgb) {
  public Picture {
    Objects.requireNonNull(rgb, "rgb");
    if (widthPixels < 1 || heightPixels < 1) {
      throw new IllegalArgumentException(
          "a picture must be at least 1x1 pixels, got " + widthPixels + "x" + heightPixels);
    }
    if (rgb.length != 3L * widthPixels * heightPixels) {
      throw new IllegalArgumentException(
          "a %dx%d RGB picture needs %d bytes, got %d"
              .formatted(widthPixels, heightPixels, 3L * widthPixels * heightPixels, rgb.length));
    }
  }
}
