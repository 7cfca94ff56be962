package io.understudy.connectors.media;

import java.util.Objects;

/**
 * One decoded 8-bit RGB picture, rows top to bottom, R, G, B interleaved.
 *
 * <p>Immutable by contract: {@code rgb} is handed over and never written again.
 *
 * @param rgb {@code widthPixels * heightPixels * 3} bytes
 */
public record RgbImage(int widthPixels, int heightPixels, byte[] rgb) {
  public RgbImage {
    Objects.requireNonNull(rgb, "rgb");
    if (widthPixels < 1 || heightPixels < 1 || rgb.length != 3L * widthPixels * heightPixels) {
      throw new IllegalArgumentException(
          "a %dx%d RGB picture needs %d bytes, got %d"
              .formatted(widthPixels, heightPixels, 3L * widthPixels * heightPixels, rgb.length));
    }
  }
}
