package io.understudy.connectors.feed;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An encoder in a process of its own, which calls the address that it is given until it ends. */
final class SrtEncoder {
  static final int SIZE = 128;

  private static final long INTERVAL_MICROS = 40_000;
  private static final EncodedOutput.Settings SETTINGS =
      new EncodedOutput.Settings(25, false, Duration.ofSeconds(5));

  private SrtEncoder() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    FeedAddress address = FeedAddress.output(arguments[0]);
    RgbImage picture = new RgbImage(SIZE, SIZE, new byte[3 * SIZE * SIZE]);
    try (FeedOutput output = connect(address)) {
      for (long i = 0; ; i++) {
        output.write(picture, i * INTERVAL_MICROS);
        TimeUnit.MICROSECONDS.sleep(INTERVAL_MICROS);
      }
    }
  }

  private static FeedOutput connect(FeedAddress address) {
    while (true) {
      try {
        return EncodedOutput.open(address, SIZE, SIZE, SETTINGS);
      } catch (IOException notYet) {
        Thread.yield();
      }
    }
  }
}
