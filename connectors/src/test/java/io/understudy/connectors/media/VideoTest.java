package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
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

  @Test
  void theSoundOfTheInputIsKeptPacketByPacketAndTheMarkIsInTheFile() throws Exception {
    Path sound = toneClip("tone.mp4", "mp4", avcodec.AV_CODEC_ID_AAC);
    Path out = folder.resolve("with-sound.mp4");
    try (VideoWriter writer = VideoWriter.open(out, SIZE, SIZE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(frame(i), i * 40_000L);
      }
      writer.finishWithSoundOf(sound);
    }
    List<byte[]> original = soundPackets(sound);
    List<byte[]> kept = soundPackets(out);
    assertThat(kept).hasSizeGreaterThan(40);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i)).isEqualTo(original.get(i));
    }
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(out.toFile())) {
      grabber.start();
      assertThat(grabber.getMetadata("comment")).contains("compositeWithTrainedAlgorithmicMedia");
    }
    assertThat(files()).noneMatch(name -> name.endsWith(".part"));
  }

  /** An AVI says how many channels there are, not which. */
  @Test
  void uncompressedSoundOfAnAviIsKeptToo() throws Exception {
    Path sound = toneClip("tone.avi", "avi", avcodec.AV_CODEC_ID_PCM_S16LE);
    Path out = folder.resolve("film.mp4");
    try (VideoWriter writer = VideoWriter.open(out, SIZE, SIZE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(frame(i), i * 40_000L);
      }
      writer.finishWithSoundOf(sound);
    }
    assertThat(soundPackets(out)).isNotEmpty();
  }

  @Test
  void soundThatAnMp4CannotHoldIsNamed() throws Exception {
    Path sound = toneClip("tone.mkv", "matroska", avcodec.AV_CODEC_ID_WMAV2);
    try (VideoWriter writer = VideoWriter.open(folder.resolve("o.mp4"), SIZE, SIZE, 25)) {
      writer.write(frame(0), 0);
      assertThatThrownBy(() -> writer.finishWithSoundOf(sound))
          .hasMessageContaining("written without sound")
          .hasMessageContaining("is wmav2, which an mp4 cannot hold");
    }
  }

  private Path toneClip(String name, String format, int codec) throws Exception {
    Path file = folder.resolve(name);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), SIZE, SIZE, 1)) {
      recorder.setFormat(format);
      recorder.setVideoCodecName("libopenh264");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setAudioCodec(codec);
      recorder.setSampleRate(44_100);
      recorder.start();
      short[] samples = new short[44_100];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) (8000 * Math.sin(i * 2 * Math.PI * 440 / 44_100));
      }
      recorder.recordSamples(44_100, 1, ShortBuffer.wrap(samples));
      recorder.recordSamples(44_100, 1, ShortBuffer.wrap(samples));
    }
    return file;
  }

  private static List<byte[]> soundPackets(Path file) throws Exception {
    List<byte[]> packets = new ArrayList<>();
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      for (AVPacket packet = grabber.grabPacket(); packet != null; packet = grabber.grabPacket()) {
        int type =
            grabber.getFormatContext().streams(packet.stream_index()).codecpar().codec_type();
        if (type == avutil.AVMEDIA_TYPE_AUDIO) {
          byte[] bytes = new byte[packet.size()];
          packet.data().get(bytes);
          packets.add(bytes);
        }
      }
    }
    return packets;
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
    List<Long> read = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        read.add(next.get().presentationMicros());
      }
    }
    assertThat(read).containsExactly(0L, 40_000L, 80_000L, 120_000L, 160_000L, 520_000L, 560_000L);
  }

  @Test
  void aFilmWhoseSoundCannotBeKeptIsStillThere() throws IOException {
    Path mute = written("mute.mp4");
    Path out = folder.resolve("film.mp4");
    try (VideoWriter writer = VideoWriter.open(out, SIZE, SIZE, 25)) {
      writer.write(frame(0), 0);
      assertThatThrownBy(() -> writer.finishWithSoundOf(mute))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("written without sound")
          .hasMessageContaining("mute.mp4");
    }
    try (VideoReader reader = VideoReader.open(out)) {
      assertThat(reader.next()).isPresent();
    }
    assertThat(files()).containsExactlyInAnyOrder("mute.mp4", "film.mp4");
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

  @Test
  void framesOfAnotherSizeAreRefused() throws IOException {
    try (VideoWriter writer = VideoWriter.open(folder.resolve("out.mp4"), SIZE, SIZE, 25)) {
      assertThatThrownBy(() -> writer.write(new RgbImage(2, 2, new byte[12]), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("128x128");
    }
  }
}
