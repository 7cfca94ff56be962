package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMAV2;

import io.understudy.connectors.media.H264Encoder;
import io.understudy.connectors.media.RgbImage;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.DrivingClip;
import io.understudy.pipeline.playback.VideoClip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PerformanceTest {
  @TempDir Path folder;

  @Test
  void aClipWhoseSoundNoFilmCanHoldIsPlayedWithoutIt() throws IOException {
    StringWriter told = new StringWriter();
    CommandLine command = new CommandLine(new AnimateCommand()).setOut(new PrintWriter(told));
    try (StopSignal stop = new StopSignal();
        DrivingClip clip = VideoClip.open(clipWithWma(folder))) {
      Performance performance = new Performance(UnderstudyConfiguration.defaults(), command, stop);

      assertThat(performance.soundOf(clip)).isEmpty();
      assertThat(told.toString())
          .contains("without sound: ", "is wmav2, which an mp4 cannot hold", "AAC");
    }
  }

  /** A picture and a second of sound that an mp4 cannot hold. */
  static Path clipWithWma(Path folder) throws IOException {
    Path file = folder.resolve("clip.mkv");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 32, 32, 1)) {
      recorder.setFormat("matroska");
      recorder.setAudioCodec(AV_CODEC_ID_WMAV2);
      recorder.setSampleRate(44_100);
      H264Encoder encoder = H264Encoder.of(recorder, 25);
      recorder.start();
      encoder.encode(new RgbImage(32, 32, new byte[3 * 32 * 32]), 0);
      recorder.recordSamples(44_100, 1, ShortBuffer.allocate(44_100));
    }
    return file;
  }
}
