package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Raw video stands for a camera: it too has the size and rate that are asked for. */
@Timeout(60)
class InputOptionsTest {
  private static final int WIDTH = 48;
  private static final int HEIGHT = 32;
  private static final int FRAMES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path folder;

  private static InputOptions camera(int width, int height, double rate, String format) {
    return new InputOptions(width, height, rate, format, Map.of());
  }

  private static InputOptions option(String name, String value) {
    return new InputOptions(0, 0, 0, "", Map.of(name, value));
  }

  private static PictureFeed open(String address, InputOptions asked) throws IOException {
    return PictureFeed.open(FeedAddress.input(address, false), asked, PATIENCE, Clock.systemUTC());
  }

  private String rawVideo() throws IOException {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT * FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      int from = i * 3 * WIDTH * HEIGHT;
      Arrays.fill(rgb, from, from + 3 * WIDTH * HEIGHT, (byte) (10 * i));
    }
    return Files.write(folder.resolve("camera.rgb"), rgb).toString();
  }

  @Test
  void picturesComeInTheSizeAndAtTheRateThatWereAskedFor() throws Exception {
    try (PictureFeed feed = open(rawVideo(), camera(WIDTH, HEIGHT, 20, ""))) {
      long first = 0;
      for (int i = 0; i < FRAMES; i++) {
        FeedPicture picture = feed.next().orElseThrow();
        assertThat(picture.image().widthPixels()).isEqualTo(WIDTH);
        assertThat(picture.image().heightPixels()).isEqualTo(HEIGHT);
        assertThat(picture.image().rgb()).containsOnly((byte) (10 * i));
        first = i == 0 ? picture.captureEpochMicros() : first;
        assertThat(picture.captureEpochMicros() - first).isEqualTo(i * 50_000L);
      }
      assertThat(feed.next()).isEmpty();
    }
  }

  @Test
  void aFormatIsHandedOnToo() throws Exception {
    InputOptions grey = new InputOptions(WIDTH, HEIGHT, 20, "", Map.of("pixel_format", "gray"));
    try (PictureFeed feed = open(rawVideo(), grey)) {
      int pictures = 0;
      while (feed.next().isPresent()) {
        pictures++;
      }
      assertThat(pictures).isEqualTo(3 * FRAMES);
    }
  }

  @Test
  void ffmpegIsToldInItsOwnWords() {
    InputOptions asked =
        new InputOptions(1280, 720, 29.97, "mjpeg", Map.of("rtsp_transport", "udp"));
    assertThat(asked.named())
        .containsExactly(
            entry("video_size", "1280x720"),
            entry("framerate", "29.97"),
            entry("input_format", "mjpeg"),
            entry("rtsp_transport", "udp"));
    assertThat(InputOptions.NONE.named()).isEmpty();
  }

  @Test
  void namesOfEveryKindOfInputAreKnown() {
    for (String name :
        new String[] {
          "video_size", "input_format", "rtsp_transport", "passphrase", "rtmp_app", "user_agent"
        }) {
      assertThat(option(name, "1").others()).containsKey(name);
    }
  }

  @Test
  void whatCannotBeIsOneSentence() {
    assertThatThrownBy(() -> camera(1280, 0, 0, ""))
        .hasMessageContaining("input size is 1280x0, each side must be 16 to 8192");
    assertThatThrownBy(() -> camera(9000, 720, 0, "")).hasMessageContaining("9000x720");
    assertThatThrownBy(() -> camera(0, 0, 241, "")).hasMessageContaining("241.0 frames/s");
    assertThatThrownBy(() -> camera(0, 0, Double.NaN, "")).hasMessageContaining("NaN");
    assertThatThrownBy(() -> camera(0, 0, 0, "mjpg"))
        .hasMessageContaining("input format 'mjpg' is none of FFmpeg's");
    assertThatThrownBy(() -> option("vidoe_size", "secret"))
        .hasMessageContaining("input option 'vidoe_size' is none of FFmpeg's")
        .hasMessageNotContaining("secret");
  }

  @Test
  void onlyAWebcamIsAskedForItsPictures() throws Exception {
    FeedAddress sender = FeedAddress.input("rtsp://camera/1", false);
    assertThatThrownBy(() -> camera(640, 480, 0, "").requireFor(sender))
        .hasMessageContaining("input 'rtsp://camera/1' is no webcam");
    assertThatThrownBy(() -> camera(0, 0, 25, "").requireFor(sender))
        .hasMessageContaining("no webcam");
    option("rtsp_transport", "udp").requireFor(sender);
    assertThatThrownBy(
            () -> option("framerate", "1").requireFor(FeedAddress.input("clip.mp4", false)))
        .hasMessageContaining("input 'clip.mp4' is a file");
  }

  @Test
  void aCameraThatGivesAnotherSizeIsOneSentence() throws Exception {
    Path film = folder.resolve("film.mp4");
    try (VideoWriter writer = VideoWriter.open(film, 64, 64, 25)) {
      writer.write(new RgbImage(64, 64, new byte[3 * 64 * 64]), 0);
      writer.finish();
    }
    assertThatThrownBy(() -> open(film.toString(), camera(640, 480, 0, "")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gives 64x64, not the 640x480 that it was asked for");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceThatGivesNothingNamesWhatWasAskedFor() {
    assertThatThrownBy(() -> open("/dev/null", camera(640, 480, 25, "")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gives no pictures with video_size, framerate as asked for");
  }
}
