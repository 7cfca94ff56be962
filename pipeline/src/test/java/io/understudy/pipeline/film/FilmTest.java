package io.understudy.pipeline.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;

import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {
  private static final int SIZE = 64;
  private static final RgbImage BLACK = new RgbImage(SIZE, SIZE, new byte[3 * SIZE * SIZE]);
  private static final int SAMPLE_RATE = 44_100;

  @TempDir Path folder;

  @Test
  void aFilmStartsWithItsFirstPictureAndItsSoundToo() throws Exception {
    Path sound = twoSecondsOfSound();
    Path file = film(sound, 1_500_000, 1_540_000, 3_500_000);

    assertThat(times(file)).containsExactly(0L, 40_000L, 2_000_000L);
    assertThat(soundEnd(file)).isCloseTo(soundEnd(sound) - 1_500_000, within(30_000L));
  }

  /** A feed that is published anew counts from 0; the recording of its stream goes on. */
  @Test
  void picturesOfAFeedThatBeginsAnewFollowTheLastOneInTheirOwnTime() throws IOException {
    Path file = film(null, 5_000_000, 5_040_000, 0, 40_000, 100_000, 80_000, 200_000, 0);

    // One that comes before its turn is kept at the next time that is free.
    assertThat(times(file))
        .containsExactly(0L, 40_000L, 80_000L, 120_000L, 180_000L, 185_000L, 280_000L, 285_000L);
  }

  private Path film(Path sound, long... presentationMicros) {
    Path file = folder.resolve("film.mp4");
    try (Film film = new Film(file, 25)) {
      for (long micros : presentationMicros) {
        film.add(BLACK, micros);
      }
      film.finish(sound);
      assertThat(film.complete()).isTrue();
      assertThat(film.pictures()).isEqualTo(presentationMicros.length);
    }
    return file;
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

  private Path twoSecondsOfSound() throws Exception {
    Path file = folder.resolve("sound.mp4");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 1)) {
      recorder.setFormat("mp4");
      recorder.setAudioCodec(AV_CODEC_ID_AAC);
      recorder.setSampleRate(SAMPLE_RATE);
      recorder.start();
      recorder.recordSamples(SAMPLE_RATE, 1, ShortBuffer.wrap(new short[2 * SAMPLE_RATE]));
    }
    return file;
  }

  /** Where its last piece of sound starts, µs. */
  private static long soundEnd(Path file) throws Exception {
    long end = -1;
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      for (Frame frame = grabber.grabSamples(); frame != null; frame = grabber.grabSamples()) {
        end = frame.timestamp;
      }
    }
    return end;
  }
}
