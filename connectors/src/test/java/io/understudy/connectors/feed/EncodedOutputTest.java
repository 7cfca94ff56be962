package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that leap, seen by an output into a playlist. */
@Timeout(60)
class EncodedOutputTest {
  private static final int SIDE = 64;
  private static final long START = 1_700_000_000_000_000L;
  private static final long INTERVAL_MICROS = 40_000;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final RgbImage PICTURE = new RgbImage(SIDE, SIDE, new byte[3 * SIDE * SIDE]);

  @TempDir Path folder;

  private final List<String> losses = new ArrayList<>();

  private SteadyOutput output() throws IOException {
    FeedAddress playlist = FeedAddress.output(folder.resolve("live.m3u8").toString());
    EncodedOutput.Settings settings = new EncodedOutput.Settings(25, true, Duration.ofSeconds(10));
    return new SteadyOutput(
        (width, height) -> EncodedOutput.open(playlist, width, height, settings),
        new Backoff(1, 1),
        new Ticks()::next,
        lost -> losses.add(lost.getMessage()));
  }

  /** Each look at the clock is a millisecond later. */
  private static final class Ticks {
    private long millis;

    long next() {
      return millis++;
    }
  }

  private static void write(SteadyOutput output, long fromMicros, int pictures) {
    for (int i = 0; i < pictures; i++) {
      output.write(PICTURE, fromMicros + i * INTERVAL_MICROS);
      short[] tone = new short[FeedSound.CHANNELS * FeedSound.SAMPLE_RATE / 25];
      output.write(new FeedSound(tone, fromMicros + i * INTERVAL_MICROS));
    }
  }

  private int picturesInThePlaylist() throws IOException {
    int decoded = 0;
    try (FFmpegFrameGrabber grabber =
        new FFmpegFrameGrabber(folder.resolve("live.m3u8").toFile())) {
      grabber.start();
      while (grabber.grabImage() != null) {
        decoded++;
      }
    }
    return decoded;
  }

  @ParameterizedTest
  @ValueSource(longs = {HOUR_MICROS, -HOUR_MICROS, 300_000 * HOUR_MICROS, -START})
  void picturesGoOnAfterOneOfAnotherClock(long leap) throws IOException {
    try (SteadyOutput output = output()) {
      write(output, START, 10);
      write(output, START + 9 * INTERVAL_MICROS + leap, 1);
      write(output, START + 11 * INTERVAL_MICROS, 60);
      assertThat(output.connections()).isEqualTo(2);
      assertThat(output.dropped()).isBetween(1L, 2L);
    }
    assertThat(losses)
        .singleElement()
        .asString()
        .contains("leapt by %.1f s, more than 5 s".formatted(leap / 1e6));
    assertThat(picturesInThePlaylist()).isGreaterThanOrEqualTo(59);
  }

  @Test
  void soundOfAClockThatIsSetBeforeThePicturesIsLeftOut() throws IOException {
    try (SteadyOutput output = output()) {
      write(output, START, 10);
      output.write(new FeedSound(new short[FeedSound.CHANNELS * 960], START + HOUR_MICROS));
      write(output, START + 10 * INTERVAL_MICROS, 50);
      assertThat(output.connections()).isEqualTo(1);
    }
    assertThat(picturesInThePlaylist()).isEqualTo(60);
  }

  @Test
  void aGapOfSomeSecondsStaysInTheFeed() throws IOException {
    try (SteadyOutput output = output()) {
      write(output, START, 10);
      write(output, START + 4_000_000, 50);
      assertThat(output.connections()).isEqualTo(1);
    }
    assertThat(picturesInThePlaylist()).isEqualTo(60);
    assertThat(losses).isEmpty();
  }
}
