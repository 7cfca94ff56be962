package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.connectors.media.AccessUnitEncoder;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Cameras and files that are called: RTSP, HTTP and a device that is none. */
@Timeout(60)
class FeedsInTest {
  private static final int SIZE = 64;
  private static final int FRAMES = 30;
  private static final int FRAMES_PER_SECOND = 25;
  private static final long INTERVAL_MICROS = 40_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IMPATIENCE = Duration.ofMillis(500);

  @TempDir Path folder;

  /** A plain picture, dark, grey or bright by its number, which a low bit rate leaves apart. */
  private static RgbImage picture(int number) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    Arrays.fill(rgb, (byte) brightness(number));
    return new RgbImage(SIZE, SIZE, rgb);
  }

  private static int brightness(int number) {
    return 50 + 70 * (number % 3);
  }

  private static PictureFeed open(String address) throws IOException {
    return PictureFeed.open(FeedAddress.input(address, false), PATIENCE, Clock.systemUTC());
  }

  private static void assertWholeFilm(String address) throws IOException {
    try (PictureFeed feed = open(address)) {
      long first = 0;
      for (int i = 0; i < FRAMES; i++) {
        FeedPicture picture = feed.next().orElseThrow();
        assertThat(picture.image().rgb()[0] & 0xff).isCloseTo(brightness(i), within(25));
        first = i == 0 ? picture.captureEpochMicros() : first;
        assertThat(picture.captureEpochMicros() - first)
            .isLessThanOrEqualTo(i * INTERVAL_MICROS + 2000);
      }
      assertThat(feed.next()).isEmpty();
    }
  }

  private static RtspCamera camera() throws IOException {
    return new RtspCamera(
        IntStream.range(0, FRAMES).mapToObj(FeedsInTest::picture).toList(), FRAMES_PER_SECOND);
  }

  @Test
  void everyPictureComesFromAnRtspCamera() throws Exception {
    try (RtspCamera camera = camera()) {
      assertWholeFilm(camera.address());
    }
  }

  @Test
  void anRtspCameraThatHangsUpIsCalledAgain() throws Exception {
    List<IOException> losses = new ArrayList<>();
    try (RtspCamera camera = camera();
        SteadyFeed<FeedPicture> feed =
            new SteadyFeed<>(
                () -> open(camera.address()), new Backoff(1, 1), millis -> {}, losses::add)) {
      for (int i = 0; i < 2 * FRAMES; i++) {
        assertThat(feed.next()).isPresent();
      }
      assertThat(feed.connections()).isEqualTo(2);
    }
    assertThat(losses).hasSize(1);
  }

  @Test
  void aCameraThatPicksUpAndIsSilentIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
      FeedAddress address =
          FeedAddress.input(
              "rtsp://me:secret@127.0.0.1:%d/1".formatted(silent.getLocalPort()), false);
      assertThatThrownBy(() -> PictureFeed.open(address, IMPATIENCE, Clock.systemUTC()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("gives no video or sound")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void anEncoderThatCallsAndIsSilentIsGivenUp() throws Exception {
    FeedAddress address = listening();
    CompletableFuture<PictureFeed> opened =
        CompletableFuture.supplyAsync(() -> openOrFail(address, IMPATIENCE));
    try (Socket silent = call(address)) {
      assertThat(opened)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("gives no video or sound");
      assertThat(silent.isClosed()).isFalse();
    }
  }

  @Test
  void anEncoderThatNeverCallsIsGivenUp() throws Exception {
    FeedAddress address = listening();
    assertThat(CompletableFuture.supplyAsync(() -> openOrFail(address, IMPATIENCE)))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("gives no video or sound");
  }

  private static FeedAddress listening() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return FeedAddress.input("rtmp://127.0.0.1:%d/live/key".formatted(free.getLocalPort()), true);
    }
  }

  private static PictureFeed openOrFail(FeedAddress address, Duration patience) {
    try {
      return PictureFeed.open(address, patience, Clock.systemUTC());
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** The feed may not listen yet. */
  private static Socket call(FeedAddress address) {
    while (true) {
      try {
        return new Socket("127.0.0.1", URI.create(address.text()).getPort());
      } catch (IOException notYet) {
        Thread.yield();
      }
    }
  }

  @Test
  void aFilmBehindHttpComesAtItsOwnPace() throws Exception {
    Path film = folder.resolve("film.mp4");
    try (VideoWriter writer = VideoWriter.open(film, SIZE, SIZE, FRAMES_PER_SECOND)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(picture(i), i * INTERVAL_MICROS);
      }
      writer.finish();
    }
    try (FilmServer server = new FilmServer(film)) {
      long start = System.nanoTime();
      assertWholeFilm(server.address());
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(Duration.ofMillis((FRAMES - 2) * INTERVAL_MICROS / 1000));
    }
  }

  /**
   * Pictures one after the other, as a camera that was recorded leaves them: no length, no times.
   */
  @Test
  void aFileThatDoesNotTellItsLengthComesAtItsOwnPace() throws Exception {
    Path film = folder.resolve("film.mjpeg");
    try (OutputStream jpegs = Files.newOutputStream(film);
        PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      for (int i = 0; i < FRAMES; i++) {
        jpegs.write(codec.encodeJpeg(picture(i), 90));
      }
    }
    assertTakesItsTime(film);
  }

  @Test
  void aBareStreamOfAccessUnitsComesAtItsOwnPace() throws Exception {
    Path film = folder.resolve("film.h264");
    try (OutputStream units = Files.newOutputStream(film);
        AccessUnitEncoder encoder =
            new AccessUnitEncoder(SIZE, SIZE, FRAMES_PER_SECOND, FRAMES_PER_SECOND)) {
      for (int i = 0; i < FRAMES; i++) {
        units.write(encoder.encode(picture(i)));
      }
    }
    assertTakesItsTime(film);
  }

  private static void assertTakesItsTime(Path film) throws IOException {
    List<Long> captures = new ArrayList<>();
    long start = System.nanoTime();
    try (PictureFeed feed = open(film.toString())) {
      for (var next = feed.next(); next.isPresent(); next = feed.next()) {
        captures.add(next.get().captureEpochMicros());
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThan(Duration.ofMillis((FRAMES - 2) * INTERVAL_MICROS / 1000));
    assertThat(captures).hasSize(FRAMES).isSorted();
    assertThat(captures.get(FRAMES - 1) - captures.get(0))
        .isEqualTo((FRAMES - 1) * INTERVAL_MICROS);
  }

  /** A camera of few pictures a second, which says nothing of their times. */
  @Test
  void mjpegOverHttpIsCapturedWhenItComes() throws Exception {
    long intervalMillis = 150;
    int pictures = 12;
    ScheduledExecutorService camera = Executors.newSingleThreadScheduledExecutor();
    try (MjpegServer server =
            MjpegServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      AtomicInteger number = new AtomicInteger();
      camera.scheduleAtFixedRate(
          () -> server.show(codec.encodeJpeg(picture(number.getAndIncrement() % FRAMES), 90)),
          0,
          intervalMillis,
          TimeUnit.MILLISECONDS);
      List<Long> captures = new ArrayList<>();
      try (PictureFeed feed = open("http://127.0.0.1:%d/".formatted(server.port()))) {
        while (captures.size() < pictures) {
          captures.add(feed.next().orElseThrow().captureEpochMicros());
        }
      }
      camera.shutdown();
      assertThat(camera.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(captures).isSorted();
      assertThat(captures.get(pictures - 1) - captures.get(1))
          .isGreaterThan((pictures - 4) * intervalMillis * 1000);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceThatIsNoWebcamIsOneSentence() {
    assertThatThrownBy(() -> open("/dev/null"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "webcam '/dev/null' gives no pictures: check that it is a camera and that no other"
                + " program uses it");
  }
}
