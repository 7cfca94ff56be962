package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoTest {
  private static final int SIZE = 128;
  private static final int FRAMES = 30;

  @TempDir Path folder;

  private static RgbImage frame(int number) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < SIZE * SIZE; i++) {
      int x = i % SIZE;
      int y = i / SIZE;
      rgb[3 * i] = (byte) (128 + 100 * Math.sin((x + 2 * number) / 20.0));
      rgb[3 * i + 1] = (byte) (128 + 100 * Math.cos(y / 25.0));
      rgb[3 * i + 2] = (byte) (60 + number);
    }
    return new RgbImage(SIZE, SIZE, rgb);
  }

  private Path written(String name) throws IOException {
    Path file = folder.resolve(name);
    try (VideoWriter writer = VideoWriter.open(file, SIZE, SIZE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(frame(i), i * 40_000L);
      }
      writer.finish();
    }
    return file;
  }

  @Test
  void framesComeBackInOrderWithTheirTimesAndLooks() throws IOException {
    try (VideoReader reader = VideoReader.open(written("clip.mp4"))) {
      assertThat(reader.framesPerSecond()).isEqualTo(25);
      for (int i = 0; i < FRAMES; i++) {
        VideoReader.VideoFrame next = reader.next().orElseThrow();
        assertThat(next.presentationMicros()).isEqualTo(i * 40_000L);
        assertThat(psnr(next.image(), frame(i))).isGreaterThan(30);
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  private static double psnr(RgbImage a, RgbImage b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      double difference = (a.rgb()[i] & 255) - (b.rgb()[i] & 255);
      sum += difference * difference;
    }
    return 20 * Math.log10(255 / Math.sqrt(sum / a.rgb().length));
  }

  private List<String> files() throws IOException {
    try (var listed = Files.list(folder)) {
      return listed.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void aFileThatIsNoVideoIsRefusedInOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.mp4"), "not a video at all");
    assertThatThrownBy(() -> VideoReader.open(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a video")
        .hasMessageContaining("notes.mp4");
    assertThatThrownBy(() -> VideoReader.open(folder.resolve("missing.mp4")))
        .hasMessageContaining("cannot be read");
  }

  /** FFmpeg itself would play all of them. */
  @Test
  void textsAndPicturesAreNotVideos() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "a line of text\n".repeat(200));
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      Files.write(folder.resolve("still.jpg"), codec.encodeJpeg(frame(0), 90));
      Files.write(folder.resolve("still.png"), codec.encodePng(frame(0)));
    }
    for (Path file : List.of(text, folder.resolve("still.jpg"), folder.resolve("still.png"))) {
      assertThatThrownBy(() -> VideoReader.open(file))
          .as(file.toString())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not a video");
    }
  }

  /** A feed may be faster than its film's nominal rate. */
  @Test
  void aFeedOfAnotherRateIsAsLongAsItWas() throws IOException {
    Path file = folder.resolve("faster.mp4");
    try (VideoWriter writer = VideoWriter.open(file, SIZE, SIZE, 25)) {
      for (int i = 0; i < 60; i++) {
        writer.write(frame(i), i * 1_000_000L / 60);
      }
      writer.finish();
    }
    List<Long> read = times(file);
    assertThat(read).hasSize(60);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i)).isCloseTo(i * 1_000_000L / 60, within(2_500L));
    }
  }

  /** What a webm rounds to milliseconds is as even again as it was. */
  @Test
  void timesNearTheIntervalsOfTheRateAreTheIntervals() throws IOException {
    double rate = 30_000 / 1001.0;
    Path file = folder.resolve("ntsc.mp4");
    try (VideoWriter writer = VideoWriter.open(file, SIZE, SIZE, rate)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(frame(i), 1000 * Math.round(i * 1000 / rate));
      }
      writer.finish();
    }
    List<Long> read = times(file);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(read.get(i)).isCloseTo((long) (i * 1_000_000 / rate), within(1L));
    }
    try (VideoReader reader = VideoReader.open(file)) {
      assertThat(reader.framesPerSecond()).isCloseTo(rate, within(1e-3));
    }
  }

  private static List<Long> times(Path file) throws IOException {
    List<Long> read = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        read.add(next.get().presentationMicros());
      }
    }
    return read;
  }

  @Test
  void unevenIntervalsKeepAllFramesAndCatchUpWithTheClock() throws IOException {
    Path file = folder.resolve("uneven.mp4");
    List<Long> times = List.of(0L, 10_000L, 20_000L, 33_000L, 80_000L, 500_000L, 501_000L);
    try (VideoWriter writer = VideoWriter.open(file, SIZE, SIZE, 25)) {
      for (long micros : times) {
        writer.write(frame(0), micros);
      }
      writer.finish();
    }
    assertThat(times(file))
        .containsExactly(0L, 10_000L, 20_000L, 35_000L, 80_000L, 500_000L, 505_000L);
  }

  @Test
  void aFilmMayBeReadByWhomeverTheFolderLets() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThat(Files.getPosixFilePermissions(written("film.mp4")))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void aVideoThatBreaksOffGivesTheFramesThatItHas() throws IOException {
    Path whole = written("whole.mp4");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    int frames = 0;
    try (VideoReader reader = VideoReader.open(cut)) {
      while (reader.next().isPresent()) {
        frames++;
      }
    }
    assertThat(frames).isBetween(1, FRAMES - 1);
  }

  @Test
  void nativeMemoryDoesNotGrowWithTheNumberOfFilms() throws IOException {
    Path first = written("film-0.mp4");
    readAll(first);
    long before = Pointer.totalCount();
    for (int i = 1; i < 6; i++) {
      readAll(written("film-" + i + ".mp4"));
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private static void readAll(Path file) throws IOException {
    try (VideoReader reader = VideoReader.open(file)) {
      while (reader.next().isPresent()) {
        assertThat(reader.framesPerSecond()).isEqualTo(25);
      }
    }
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedAndAnUnfinishedOneLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> VideoWriter.open(file.resolve("out.mp4"), SIZE, SIZE, 25))
        .hasMessageContaining("cannot be written");
    try (VideoWriter writer = VideoWriter.open(folder.resolve("half.mp4"), SIZE, SIZE, 25)) {
      writer.write(frame(0), 0);
    }
    assertThat(files()).containsExactly("file");
  }

  /** What lies before its index was written once: a long one is complete at once. */
  @Test
  void aRecordingHasItsIndexBehindItsPictures() throws IOException {
    Path file = folder.resolve("recording.mp4");
    try (VideoWriter writer = VideoWriter.recording(file, SIZE, SIZE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(frame(i), i * 40_000L);
      }
      writer.finish();
    }
    List<Long> read = times(file);
    assertThat(read).hasSize(FRAMES).endsWith((FRAMES - 1) * 40_000L);
    assertThat(files()).containsExactly("recording.mp4");
    try (VideoReader reader = VideoReader.open(file)) {
      assertThat(reader.framesPerSecond()).isEqualTo(25);
      assertThat(reader.estimatedFrames()).isEqualTo(FRAMES);
      assertThat(reader.comment()).contains("compositeWithTrainedAlgorithmicMedia");
      assertThat(psnr(reader.next().orElseThrow().image(), frame(0))).isGreaterThan(30);
    }
    assertThat(boxes(file)).containsSubsequence("mdat", "moov");
    assertThat(boxes(written("film.mp4"))).containsSubsequence("moov", "mdat");
  }

  /** The outermost parts of an mp4: each begins with its size, in four bytes, and its name. */
  private static List<String> boxes(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    List<String> names = new ArrayList<>();
    for (int at = 0; at < bytes.limit(); at += bytes.getInt(at)) {
      names.add(new String(bytes.array(), at + 4, 4, StandardCharsets.US_ASCII));
    }
    return names;
  }

  @Test
  void framesOfAnotherSizeAreScaledToThatOfTheFirst() throws IOException {
    Path file = folder.resolve("out.mp4");
    try (VideoWriter writer = VideoWriter.open(file, SIZE, SIZE, 25)) {
      writer.write(frame(0), 0);
      writer.write(PictureTransform.resized(frame(0), 51, 51), 40_000);
      writer.finish();
    }
    try (VideoReader reader = VideoReader.open(file)) {
      reader.next().orElseThrow();
      assertThat(psnr(reader.next().orElseThrow().image(), frame(0))).isGreaterThan(25);
    }
  }

  @Test
  void anOddSizeLosesItsLastRowOrColumn() throws IOException {
    Path file = folder.resolve("odd.mp4");
    try (VideoWriter writer = VideoWriter.open(file, 85, 49, 25)) {
      writer.write(whiteBeforeBlackEdges(85, 49), 0);
      writer.finish();
    }
    try (VideoReader reader = VideoReader.open(file)) {
      RgbImage read = reader.next().orElseThrow().image();
      assertThat(read.widthPixels()).isEqualTo(84);
      assertThat(read.heightPixels()).isEqualTo(48);
      for (int i = 0; i < 3 * 84 * 48; i++) {
        assertThat(read.rgb()[i] & 255).isGreaterThan(225);
      }
    }
  }

  /** The last row and column are black: a picture that was scaled would show them. */
  private static RgbImage whiteBeforeBlackEdges(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      boolean edge = i / 3 % width == width - 1 || i / 3 / width == height - 1;
      rgb[i] = (byte) (edge ? 0 : 240);
    }
    return new RgbImage(width, height, rgb);
  }
}
