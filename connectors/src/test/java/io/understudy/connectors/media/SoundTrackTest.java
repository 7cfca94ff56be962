package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundTrackTest {
  private static final int SIZE = 128;
  private static final int FRAMES = 30;
  private static final int SAMPLE_RATE = 44_100;
  private static final RgbImage BLACK = new RgbImage(SIZE, SIZE, new byte[3 * SIZE * SIZE]);

  @TempDir Path folder;

  @Test
  void theSoundOfTheInputIsKeptPacketByPacketAndTheMarkIsInTheFile() throws Exception {
    Path sound = clip("tone.mp4", "mp4", avcodec.AV_CODEC_ID_AAC);
    Path film = film(sound, 0);

    List<byte[]> original = packets(sound);
    List<byte[]> kept = packets(film);
    assertThat(kept).hasSizeGreaterThan(40);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i)).isEqualTo(original.get(i));
    }
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(film.toFile())) {
      grabber.start();
      assertThat(grabber.getMetadata("comment")).contains("compositeWithTrainedAlgorithmicMedia");
    }
    assertThat(files()).noneMatch(name -> name.endsWith(".part"));
  }

  /** The first picture of a film may lie anywhere on the clock of the clip that it was made of. */
  @ParameterizedTest
  @CsvSource({"0", "40000", "437500", "900000"})
  void theSoundStartsWhereTheFilmDoes(long startMicros) throws Exception {
    Path sound = clip("tone.mp4", "mp4", avcodec.AV_CODEC_ID_AAC);

    double expected = toneStart(sound) - startMicros / 1e6;
    assertThat(toneStart(film(sound, startMicros))).isCloseTo(expected, within(0.002));
  }

  /** Its own times begin at 1.4 s or so; a film that a live feed made of it begins at 0. */
  @Test
  void theSoundOfATransportStreamStartsWithItsPicture() throws Exception {
    Path sound = clip("tone.ts", "mpegts", avcodec.AV_CODEC_ID_AAC);
    double expected = toneStart(sound) - pictureStart(sound);
    long start;
    try (VideoReader reader = VideoReader.open(sound)) {
      start = reader.next().orElseThrow().presentationMicros();
    }

    assertThat(pictureStart(sound)).isGreaterThan(1);
    assertThat(start).isBetween(0L, 50_000L);
    assertThat(toneStart(film(sound, start))).isCloseTo(expected, within(0.002));
    assertThat(toneStart(film(sound, 0))).isCloseTo(expected, within(0.05));
  }

  @Test
  void aRecordingKeepsItsSoundToo() throws Exception {
    Path sound = clip("tone.mp4", "mp4", avcodec.AV_CODEC_ID_AAC);
    Path file = folder.resolve("film.mp4");
    try (VideoWriter writer = VideoWriter.recording(file, SIZE, SIZE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(BLACK, i * 40_000L);
      }
      writer.finishWithSoundOf(sound, 0);
    }
    assertThat(toneStart(file)).isCloseTo(toneStart(sound), within(0.002));
    assertThat(files()).containsExactlyInAnyOrder("tone.mp4", "film.mp4");
  }

  @Test
  void soundThatEndsBeforeTheFilmBeginsLeavesItSilent() throws Exception {
    Path film = film(clip("tone.mp4", "mp4", avcodec.AV_CODEC_ID_AAC), 60_000_000);

    assertThat(packets(film)).isEmpty();
    try (VideoReader reader = VideoReader.open(film)) {
      for (int i = 0; i < FRAMES; i++) {
        assertThat(reader.next()).isPresent();
      }
    }
  }

  /** An AVI says how many channels there are, not which. */
  @Test
  void uncompressedSoundOfAnAviIsKeptToo() throws Exception {
    Path sound = clip("tone.avi", "avi", avcodec.AV_CODEC_ID_PCM_S16LE);
    assertThat(packets(film(sound, 0))).isNotEmpty();
  }

  @Test
  void soundThatAnMp4CannotHoldIsNamed() throws Exception {
    Path sound = clip("tone.mkv", "matroska", avcodec.AV_CODEC_ID_WMAV2);
    assertThatThrownBy(() -> film(sound, 0))
        .hasMessageContaining("written without sound")
        .hasMessageContaining("is wmav2, which an mp4 cannot hold");
  }

  @Test
  void whatAnMp4CannotHoldIsKnownBefore() throws Exception {
    Path wma = clip("tone.mkv", "matroska", avcodec.AV_CODEC_ID_WMAV2);
    assertThatThrownBy(() -> SoundTrack.check(wma))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is wmav2, which an mp4 cannot hold")
        .hasMessageContaining("tone.mkv");
    assertThatThrownBy(() -> SoundTrack.check(silent("silent.mp4")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("silent.mp4' has no sound");
    Path aac = clip("tone.mp4", "mp4", avcodec.AV_CODEC_ID_AAC);
    assertThatCode(() -> SoundTrack.check(aac)).doesNotThrowAnyException();
  }

  @Test
  void aFilmWhoseSoundCannotBeKeptIsStillThere() throws IOException {
    Path mute = silent("mute.mp4");
    try (VideoWriter writer = VideoWriter.open(folder.resolve("film.mp4"), SIZE, SIZE, 25)) {
      writer.write(BLACK, 0);
      assertThat(writer.complete()).isFalse();
      assertThatThrownBy(() -> writer.finishWithSoundOf(mute, 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("written without sound")
          .hasMessageContaining("mute.mp4");
      assertThat(writer.complete()).isTrue();
    }
    try (VideoReader reader = VideoReader.open(folder.resolve("film.mp4"))) {
      assertThat(reader.next()).isPresent();
    }
    assertThat(files()).containsExactlyInAnyOrder("mute.mp4", "film.mp4");
  }

  private Path film(Path sound, long startMicros) throws IOException {
    Path file = folder.resolve("film.mp4");
    try (VideoWriter writer = VideoWriter.open(file, SIZE, SIZE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(BLACK, i * 40_000L);
      }
      writer.finishWithSoundOf(sound, startMicros);
    }
    return file;
  }

  private Path silent(String name) throws IOException {
    Path file = folder.resolve(name);
    try (VideoWriter writer = VideoWriter.open(file, SIZE, SIZE, 25)) {
      writer.write(BLACK, 0);
      writer.finish();
    }
    return file;
  }

  /** One second of silence and one of a tone, beside a picture. */
  private Path clip(String name, String format, int codec) throws Exception {
    Path file = folder.resolve(name);
    FfmpegLog.quiet();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), SIZE, SIZE, 1)) {
      recorder.setFormat(format);
      recorder.setOption("output_ts_offset", format.equals("mpegts") ? "1.4" : "0");
      recorder.setAudioCodec(codec);
      recorder.setSampleRate(SAMPLE_RATE);
      H264Encoder encoder = H264Encoder.of(recorder, 25);
      recorder.start();
      short[] samples = new short[2 * SAMPLE_RATE];
      for (int i = SAMPLE_RATE; i < samples.length; i++) {
        samples[i] = (short) (8000 * Math.sin(i * 2 * Math.PI * 440 / SAMPLE_RATE));
      }
      for (int i = 0; i < 50; i++) {
        encoder.encode(BLACK, i);
        int from = i * SAMPLE_RATE / 25;
        short[] piece = Arrays.copyOfRange(samples, from, from + SAMPLE_RATE / 25);
        recorder.recordSamples(SAMPLE_RATE, 1, ShortBuffer.wrap(piece));
      }
    }
    return file;
  }

  /** The time that the first picture bears, s. */
  private static double pictureStart(Path file) throws Exception {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      return grabber.grabImage().timestamp / 1e6;
    }
  }

  /** The time that the first sound of the tone bears, s. */
  private static double toneStart(Path file) throws Exception {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.setSampleFormat(avutil.AV_SAMPLE_FMT_FLT);
      grabber.start();
      for (Frame frame = grabber.grabSamples(); frame != null; frame = grabber.grabSamples()) {
        FloatBuffer samples = (FloatBuffer) frame.samples[0];
        for (int i = 0; i < samples.limit(); i++) {
          if (Math.abs(samples.get(i)) > 0.1) {
            return frame.timestamp / 1e6 + i / (double) SAMPLE_RATE;
          }
        }
      }
    }
    throw new AssertionError("no tone in " + file);
  }

  private static List<byte[]> packets(Path file) throws Exception {
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
}
