package io.understudy.connectors.feed;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;

import io.understudy.connectors.media.FfmpegLog;
import io.understudy.connectors.media.GrabbedPicture;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/**
 * FFmpeg's side of a feed that is read. One thread.
 *
 * <p>A file, also one behind HTTP that tells its length, is read at its own pace: it is a feed too.
 */
final class FeedConnection implements AutoCloseable {
  private static final Set<String> UNTIMED = Set.of("mpjpeg", "mjpeg");
  private static final double USUAL_RATE = 25;
  private static final double MICROS_PER_SECOND = 1e6;

  private final FeedAddress address;
  private final InputOptions asked;
  private final FFmpegFrameGrabber grabber;
  private final Clock clock;
  private final CaptureClock captures = new CaptureClock();
  private long startEpochMicros = Long.MIN_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  private FeedConnection(
      FeedAddress address, InputOptions asked, FFmpegFrameGrabber grabber, Clock clock) {
    this.address = address;
    this.asked = asked;
    this.grabber = grabber;
    this.clock = clock;
  }

  static FeedConnection open(
      FeedAddress address, InputOptions asked, Duration patience, Clock clock) throws IOException {
    FfmpegLog.quiet();
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(address.text());
    setOptions(grabber, address, patience);
    asked.named().forEach(grabber::setOption);
    FeedConnection connection = new FeedConnection(address, asked, grabber, clock);
    try {
      // start() takes one lock for the whole process and would hold it while it waits.
      grabber.startUnsafe();
      return connection;
    } catch (FrameGrabber.Exception refused) {
      connection.close();
      throw new IOException(nothingFrom(address, asked), refused);
    }
  }

  private static String nothingFrom(FeedAddress address, InputOptions asked) {
    String with =
        asked.equals(InputOptions.NONE)
            ? ""
            : " with " + String.join(", ", asked.named().keySet()) + " as asked for";
    return address.kind() == FeedAddress.Kind.WEBCAM
        ? "webcam '%s' gives no pictures%s: check that it is a camera and that no other program uses it"
            .formatted(address, with)
        : "feed '%s' gives no video or sound%s: check the address and that its sender runs"
            .formatted(address, with);
  }

  private static void setOptions(
      FFmpegFrameGrabber grabber, FeedAddress address, Duration patience) {
    grabber.setPixelFormat(AV_PIX_FMT_RGB24);
    grabber.setSampleMode(FrameGrabber.SampleMode.SHORT);
    grabber.setSampleRate(FeedSound.SAMPLE_RATE);
    grabber.setAudioChannels(FeedSound.CHANNELS);
    grabber.setOption("analyzeduration", "1000000");
    // Threads that share frames instead of slices hold back as many frames as there are threads.
    grabber.setVideoOption("thread_type", "slice");
    if (address.kind() == FeedAddress.Kind.WEBCAM) {
      grabber.setFormat("video4linux2");
    }
    NetworkOptions.reading(address, patience).forEach(grabber::setOption);
  }

  /** Refuses a feed without pictures or with pictures that are too large. */
  void requirePictures() throws IOException {
    requireBounds(grabber.getImageWidth(), grabber.getImageHeight());
    if (!grabber.hasVideo() || grabber.getImageWidth() < 1) {
      throw new IOException("feed '%s' has no picture: send one".formatted(address));
    }
    if (!asked.allows(grabber.getImageWidth(), grabber.getImageHeight())) {
      throw new IOException(
          "webcam '%s' gives %dx%d, not the %dx%d that it was asked for: ask for a size that it has"
              .formatted(
                  address,
                  grabber.getImageWidth(),
                  grabber.getImageHeight(),
                  asked.widthPixels(),
                  asked.heightPixels()));
    }
  }

  void requireSound() throws IOException {
    if (!grabber.hasAudio()) {
      throw new IOException("feed '%s' has no sound: send one".formatted(address));
    }
  }

  void requireBounds(int widthPixels, int heightPixels) throws IOException {
    if (!PictureBounds.DEFAULT.allow(widthPixels, heightPixels)) {
      throw new IOException(
          "feed '%s' has pictures of %dx%d pixels, at most %d pixels and %d a side are allowed: send it smaller"
              .formatted(
                  address,
                  widthPixels,
                  heightPixels,
                  PictureBounds.DEFAULT.maxPixels(),
                  PictureBounds.MOST_SIDE));
    }
  }

  /** The next frame, borrowed until the next call; null at the end. */
  Frame next(boolean sound) throws IOException {
    try {
      return grabber.grabFrame(sound, !sound, true, false);
    } catch (FrameGrabber.Exception broken) {
      throw new IOException("feed '%s' broke off".formatted(address), broken);
    }
  }

  RgbImage copy(Frame frame) {
    return GrabbedPicture.copy(frame, grabber);
  }

  /** When a frame that has just arrived was captured, µs since 1970. */
  long captureEpochMicros(long presentationMicros) throws IOException {
    if (address.kind() == FeedAddress.Kind.FILE) {
      return paced(advancing(presentationMicros));
    }
    if (isWithoutTimes()) {
      return nowMicros();
    }
    return grabber.getLengthInTime() <= 0
        ? captures.captureEpochMicros(presentationMicros, nowMicros())
        : paced(presentationMicros);
  }

  /** A bare stream of H.264 bears no times: its pictures follow each other at the frame rate. */
  private long advancing(long presentationMicros) {
    double rate = grabber.getFrameRate() > 0 ? grabber.getFrameRate() : USUAL_RATE;
    lastMicros =
        presentationMicros > lastMicros
            ? presentationMicros
            : lastMicros + Math.round(MICROS_PER_SECOND / rate);
    return lastMicros;
  }

  private long paced(long presentationMicros) throws IOException {
    long now = nowMicros();
    if (startEpochMicros == Long.MIN_VALUE) {
      startEpochMicros = now - presentationMicros;
    }
    long due = startEpochMicros + presentationMicros;
    try {
      TimeUnit.MICROSECONDS.sleep(Math.max(0, due - now));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("feed '%s' was stopped".formatted(address), stopped);
    }
    return due;
  }

  /** JPEGs one after the other bear no times: FFmpeg takes them for 25 a second. */
  private boolean isWithoutTimes() {
    return UNTIMED.contains(grabber.getFormatContext().iformat().name().getString());
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  @Override
  public void close() {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception ignored) {
      // Nothing is lost: the feed was only read.
    }
  }
}
