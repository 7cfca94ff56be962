package io.understudy.connectors.feed;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;

import io.understudy.connectors.media.FfmpegLog;
import io.understudy.connectors.media.H264Encoder;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.DigitalSourceType;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;

/**
 * H.264, with AAC where there is sound, over RTMP, SRT or HLS, marked as synthetic media.
 *
 * <p>Pictures lie on the grid of the frame rate, at most one and a half intervals from their
 * capture times; what finds no place is dropped, so that the distance never grows. Sound that is
 * missing for half a second becomes silence: a muxer would hold the pictures back until it comes.
 * Where capture times leap by more than five seconds, either way, the connection is given up, and
 * the next one has a grid of its own.
 */
public final class EncodedOutput implements FeedOutput {
  /** Between two pictures, and of silence at once. */
  static final long LONGEST_GAP_MICROS = 5_000_000;

  private static final long SOUND_PATIENCE_MICROS = 500_000;

  private final FeedAddress address;
  private final FFmpegFrameRecorder recorder;
  private final H264Encoder encoder;
  private final boolean hasSound;
  private SoundTimeline sound;
  private long startEpochMicros;
  private long lastEpochMicros;
  private long nextTick;

  private EncodedOutput(
      FeedAddress address, FFmpegFrameRecorder recorder, H264Encoder encoder, boolean hasSound) {
    this.address = address;
    this.recorder = recorder;
    this.encoder = encoder;
    this.hasSound = hasSound;
  }

  /**
   * What an output looks like.
   *
   * @param framesPerSecond above 0; should be the feed's
   * @param hasSound whether sound is sent beside the pictures
   * @param patience how long to wait for the other side
   */
  public record Settings(double framesPerSecond, boolean hasSound, Duration patience) {}

  /**
   * Connects.
   *
   * @param widthPixels even
   * @param heightPixels even
   * @throws IOException with one sentence if nobody takes the feed
   */
  public static EncodedOutput open(
      FeedAddress address, int widthPixels, int heightPixels, Settings settings)
      throws IOException {
    FfmpegLog.quiet();
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(
            address.text(),
            widthPixels & ~1,
            heightPixels & ~1,
            settings.hasSound() ? FeedSound.CHANNELS : 0);
    recorder.setFormat(format(address));
    H264Encoder encoder = H264Encoder.of(recorder, settings.framesPerSecond());
    // The comment is lost in a transport stream; its provider field is what players show.
    recorder.setMetadata(
        "service_provider", "digitalSourceType=" + DigitalSourceType.COMPOSITE.uri());
    recorder.setAudioCodec(AV_CODEC_ID_AAC);
    recorder.setSampleRate(FeedSound.SAMPLE_RATE);
    NetworkOptions.writing(address, settings.patience()).forEach(recorder::setOption);
    try {
      createFolder(address);
      // start() takes one lock for the whole process and would hold it while it waits.
      recorder.startUnsafe();
    } catch (IOException refused) {
      abandon(recorder);
      throw new IOException(
          "'%s' does not take the feed: check the address and that its receiver runs"
              .formatted(address),
          refused);
    }
    return new EncodedOutput(address, recorder, encoder, settings.hasSound());
  }

  private static String format(FeedAddress address) {
    return switch (address.kind()) {
      case RTMP -> "flv";
      case SRT -> "mpegts";
      case HLS -> "hls";
      case FILE, WEBCAM, RTSP, HTTP ->
          throw new IllegalArgumentException(
              "an encoded output is RTMP, SRT or HLS, got %s".formatted(address.kind()));
    };
  }

  private static void createFolder(FeedAddress address) throws IOException {
    if (address.kind() == FeedAddress.Kind.HLS) {
      Files.createDirectories(Path.of(address.text()).toAbsolutePath().getParent());
    }
  }

  @Override
  public void write(RgbImage image, long captureEpochMicros) throws IOException {
    if (nextTick == 0) {
      startEpochMicros = captureEpochMicros;
      lastEpochMicros = captureEpochMicros;
      sound = new SoundTimeline(captureEpochMicros);
    }
    refuseLeap(captureEpochMicros);
    if (hasSound) {
      record(sound.silenceUntil(captureEpochMicros - SOUND_PATIENCE_MICROS));
    }
    double intervals =
        (captureEpochMicros - startEpochMicros) * recorder.getFrameRate() / 1_000_000;
    long nearest = Math.round(intervals);
    if (nearest < nextTick - 1) {
      return;
    }
    long tick = Math.max(nextTick, nearest);
    nextTick = tick + 1;
    try {
      encoder.encode(image, Math.toIntExact(tick));
    } catch (FrameRecorder.Exception gone) {
      throw gone(gone);
    }
  }

  /** An hour ahead would be an hour of silence, and all pictures after it would be too late. */
  private void refuseLeap(long captureEpochMicros) throws IOException {
    long leap = captureEpochMicros - lastEpochMicros;
    if (Math.abs(leap) > LONGEST_GAP_MICROS) {
      throw new IOException(
          "capture times of the feed to '%s' leapt by %.1f s, more than %d s: it begins anew"
              .formatted(address, leap / 1e6, LONGEST_GAP_MICROS / 1_000_000));
    }
    lastEpochMicros = captureEpochMicros;
  }

  @Override
  public void write(FeedSound piece) throws IOException {
    if (hasSound && sound != null) {
      record(sound.append(piece));
    }
  }

  private void record(short[] samples) throws IOException {
    if (samples.length == 0) {
      return;
    }
    try {
      recorder.recordSamples(FeedSound.SAMPLE_RATE, FeedSound.CHANNELS, ShortBuffer.wrap(samples));
    } catch (FrameRecorder.Exception gone) {
      throw gone(gone);
    }
  }

  private IOException gone(FrameRecorder.Exception reason) {
    return new IOException("'%s' took no more of the feed".formatted(address), reason);
  }

  /** Completes the feed; one that broke is given up. */
  @Override
  public void close() {
    abandon(recorder);
  }

  private static void abandon(FFmpegFrameRecorder recorder) {
    try {
      recorder.close();
    } catch (FrameRecorder.Exception ignored) {
      // What the other side has not taken by now is lost with it.
    }
  }
}
