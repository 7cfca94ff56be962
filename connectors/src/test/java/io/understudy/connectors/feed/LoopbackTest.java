package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real encoders and decoders that speak to each other over loopback. */
@Timeout(60)
class LoopbackTest {
  private static final int SIZE = 128;
  private static final int FRAMES = 75;
  private static final long INTERVAL_MICROS = 40_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IMPATIENCE = Duration.ofMillis(500);
  private static final EncodedOutput.Settings SILENT =
      new EncodedOutput.Settings(25, false, PATIENCE);
  private static final EncodedOutput.Settings SOUNDING =
      new EncodedOutput.Settings(25, true, PATIENCE);

  @TempDir Path folder;

  private static RgbImage picture(int number) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (128 + 80 * Math.sin((i / 3 % SIZE + 3 * number) / 15.0));
    }
    return new RgbImage(SIZE, SIZE, rgb);
  }

  private static FeedAddress rtmp() throws IOException {
    return FeedAddress.output("rtmp://127.0.0.1:%d/live/key".formatted(freePort()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static FeedAddress listening(FeedAddress address) throws IOException {
    return FeedAddress.input(address.text(), true);
  }

  /** The receiver may not listen yet: an encoder tries again. */
  private static FeedOutput connect(FeedAddress address, EncodedOutput.Settings settings) {
    while (true) {
      try {
        return EncodedOutput.open(address, SIZE, SIZE, settings);
      } catch (IOException notYet) {
        Thread.yield();
      }
    }
  }

  private static void send(FeedAddress address, EncodedOutput.Settings settings, int frames) {
    try (FeedOutput output = connect(address, settings)) {
      for (int i = 0; i < frames; i++) {
        output.write(picture(i), i * INTERVAL_MICROS);
      }
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  private static List<FeedPicture> pictures(FeedAddress address, Duration patience)
      throws IOException {
    List<FeedPicture> pictures = new ArrayList<>();
    try (PictureFeed feed = PictureFeed.open(address, patience, Clock.systemUTC())) {
      for (var next = feed.next(); next.isPresent(); next = feed.next()) {
        pictures.add(next.get());
      }
    }
    return pictures;
  }

  private static void assertFollowTheFeedsClock(List<FeedPicture> pictures) {
    for (int i = 1; i < pictures.size(); i++) {
      // Each arrives earlier on its time stamp than the one before: the clock only learns.
      assertThat(pictures.get(i).captureEpochMicros())
          .isLessThanOrEqualTo(pictures.get(i - 1).captureEpochMicros() + INTERVAL_MICROS + 1000);
    }
  }

  @Test
  void everyPictureComesOverRtmp() throws Exception {
    FeedAddress address = rtmp();
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(() -> send(address, SILENT, FRAMES));

    List<FeedPicture> pictures = pictures(listening(address), PATIENCE);

    sender.get(20, TimeUnit.SECONDS);
    assertThat(pictures).hasSize(FRAMES);
    assertThat(pictures.get(0).image().widthPixels()).isEqualTo(SIZE);
    assertFollowTheFeedsClock(pictures);
  }

  /** SRT drops what comes faster than its own clock, so that this encoder keeps to time. */
  @Test
  void picturesComeOverSrt() throws Exception {
    FeedAddress address = FeedAddress.output("srt://127.0.0.1:" + freePort());
    ScheduledExecutorService encoder = Executors.newSingleThreadScheduledExecutor();
    try (SteadyOutput output = steady(address, new ArrayList<>())) {
      AtomicInteger number = new AtomicInteger();
      encoder.scheduleAtFixedRate(
          () -> output.write(picture(number.get()), number.getAndIncrement() * INTERVAL_MICROS),
          0,
          INTERVAL_MICROS,
          TimeUnit.MICROSECONDS);

      List<FeedPicture> pictures = new ArrayList<>();
      try (SteadyFeed<FeedPicture> feed = steady(listening(address))) {
        while (pictures.size() < FRAMES) {
          pictures.add(feed.next().orElseThrow());
        }
      }

      assertThat(pictures.get(FRAMES - 1).image().widthPixels()).isEqualTo(SIZE);
      assertThat(number.get()).isGreaterThanOrEqualTo(FRAMES);
      encoder.shutdown();
      assertThat(encoder.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static SteadyFeed<FeedPicture> steady(FeedAddress address) {
    return new SteadyFeed<>(
        () -> PictureFeed.open(address, IMPATIENCE.multipliedBy(4), Clock.systemUTC()),
        new Backoff(1, 1),
        millis -> {},
        lost -> {});
  }

  private static SteadyOutput steady(FeedAddress address, List<IOException> losses) {
    return new SteadyOutput(
        (width, height) -> EncodedOutput.open(address, width, height, SILENT),
        new Backoff(1, 1),
        () -> System.nanoTime() / 1_000_000,
        losses::add);
  }

  @Test
  void aFeedIsFoundAgainAfterItsSenderWasGone() throws Exception {
    FeedAddress address = rtmp();
    FeedAddress here = listening(address);
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(() -> send(address, SILENT, 30))
            .thenRun(() -> send(address, SILENT, 20));
    List<IOException> losses = new ArrayList<>();

    try (SteadyFeed<FeedPicture> feed =
        new SteadyFeed<>(
            () -> PictureFeed.open(here, PATIENCE, Clock.systemUTC()),
            new Backoff(1, 1),
            millis -> {},
            losses::add)) {
      for (int i = 0; i < 50; i++) {
        assertThat(feed.next()).isPresent();
      }
      assertThat(feed.connections()).isEqualTo(2);
    }

    sender.get(20, TimeUnit.SECONDS);
    assertThat(losses).isNotEmpty();
  }

  @Test
  void anOutputIsTakenAgainAfterItsReceiverWasGone() throws Exception {
    FeedAddress address = rtmp();
    List<IOException> losses = new ArrayList<>();
    try (SteadyOutput output = steady(address, losses)) {
      for (int connection = 1; connection <= 2; connection++) {
        CompletableFuture<Optional<FeedPicture>> receiver = receiveOne(listening(address));
        for (int i = 0; !receiver.isDone(); i++) {
          output.write(picture(i), i * INTERVAL_MICROS);
        }
        assertThat(receiver.get(20, TimeUnit.SECONDS)).isPresent();
        assertThat(output.connections()).isGreaterThanOrEqualTo(connection);
      }
      assertThat(output.sent()).isPositive();
      assertThat(output.dropped()).isPositive();
    }
    assertThat(losses).isNotEmpty();
  }

  private static CompletableFuture<Optional<FeedPicture>> receiveOne(FeedAddress address) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (PictureFeed feed = PictureFeed.open(address, PATIENCE, Clock.systemUTC())) {
            return feed.next();
          } catch (IOException gone) {
            throw new AssertionError(gone);
          }
        });
  }

  @Test
  void soundTravelsBesideThePicturesAsLongAsThey() throws Exception {
    FeedAddress address = rtmp();
    CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> sendWithSound(address));

    long samples = 0;
    try (SoundFeed feed = SoundFeed.open(listening(address), PATIENCE, Clock.systemUTC())) {
      for (var next = feed.next(); next.isPresent(); next = feed.next()) {
        samples += next.get().samples().length / FeedSound.CHANNELS;
      }
    }

    sender.get(20, TimeUnit.SECONDS);
    double seconds = (double) samples / FeedSound.SAMPLE_RATE;
    assertThat(seconds).isBetween(2.8, 3.2);
  }

  private static void sendWithSound(FeedAddress address) {
    short[] tone = new short[FeedSound.CHANNELS * FeedSound.SAMPLE_RATE / 25];
    try (FeedOutput output = connect(address, SOUNDING)) {
      for (int i = 0; i < FRAMES; i++) {
        output.write(picture(i), i * INTERVAL_MICROS);
        output.write(new FeedSound(tone, i * INTERVAL_MICROS));
      }
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  @Test
  void aPlaylistOfFragmentedMp4sDecodesAndCarriesTheMark() throws Exception {
    Path playlist = folder.resolve("hls/live.m3u8");
    send(FeedAddress.output(playlist.toString()), SOUNDING, FRAMES);

    int decoded = 0;
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(playlist.toFile())) {
      grabber.start();
      assertThat(grabber.hasAudio()).isTrue();
      while (grabber.grabImage() != null) {
        decoded++;
      }
    }
    assertThat(decoded).isEqualTo(FRAMES);
    try (FFmpegFrameGrabber head =
        new FFmpegFrameGrabber(playlist.resolveSibling("init.mp4").toFile())) {
      head.start();
      assertThat(head.getMetadata("comment")).contains("compositeWithTrainedAlgorithmicMedia");
    }
    assertThat(Files.readString(playlist)).contains("EXT-X-MAP");
  }

  @Test
  void theMarkTravelsWithRtmp() throws Exception {
    FeedAddress address = rtmp();
    CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> send(address, SILENT, 30));
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(address.text())) {
      grabber.setOption("listen", "1");
      grabber.startUnsafe();
      assertThat(grabber.getMetadata("comment")).contains("compositeWithTrainedAlgorithmicMedia");
      while (grabber.grabImage() != null) {
        assertThat(grabber.getImageWidth()).isEqualTo(SIZE);
      }
    }
    sender.get(20, TimeUnit.SECONDS);
  }

  @Test
  void nobodyThereAndNoVideoAreOneSentenceWithoutTheStreamKey() throws IOException {
    FeedAddress nobody = rtmp();
    assertThatThrownBy(() -> pictures(FeedAddress.input(nobody.text(), false), IMPATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gives no video or sound")
        .hasMessageNotContaining("key");
    assertThatThrownBy(() -> EncodedOutput.open(nobody, SIZE, SIZE, SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not take the feed")
        .hasMessageNotContaining("key");
  }
}
