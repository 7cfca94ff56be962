package io.understudy.operators.training;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A clip whose frames are grey, each brighter by one than the one before; of person {@code a}.
 *
 * @param first brightness of its first frame
 * @param frames how many it has
 * @param breaks whether it cannot be decoded behind them
 */
record DrawnClip(String name, int first, int frames, boolean breaks) implements Clip {
  private static final int SIDE = 8;

  @Override
  public String identity() {
    return "a";
  }

  @Override
  public void read(Consumer<RgbImage> pictures) throws IOException {
    for (int frame = 0; frame < frames; frame++) {
      byte[] rgb = new byte[3 * SIDE * SIDE];
      Arrays.fill(rgb, (byte) (first + frame));
      pictures.accept(new RgbImage(SIDE, SIDE, rgb));
    }
    if (breaks) {
      throw new IOException("it breaks off");
    }
  }
}
