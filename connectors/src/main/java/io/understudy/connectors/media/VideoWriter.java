package io.understudy.connectors.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;

/**
 * Writes frames as H.264 in an mp4, marked as synthetic media, optionally with the sound of another
 * file copied packet by packet.
 *
 * <p>One thread. The file appears under its name when {@link #finish} succeeds; {@code close()}
 * without it leaves nothing behind.
 */
public final class VideoWriter implements AutoCloseable {
  private static final double MICROS_PER_SECOND = 1_000_000;

  /**
   * Times within a frame interval: fine enough for feeds of another rate than the file's, and so
   * coarse that times which another file rounded to milliseconds lie on the intervals again.
   */
  private static final int TICKS_PER_INTERVAL = 8;

  /** Players begin before they have the whole file, which is written twice for that. */
  private static final Map<String, String> INDEX_FIRST = Map.of("movflags", "+faststart");

  private static final Map<String, String> INDEX_LAST = Map.of();

  private final Path file;
  private final Path part;
  private final Map<String, String> layout;
  private final FFmpegFrameRecorder recorder;
  private final H264Encoder encoder;
  private int nextTick;
  private boolean closed;
  private boolean complete;

  private VideoWriter(
      Path file,
      Path part,
      Map<String, String> layout,
      FFmpegFrameRecorder recorder,
      H264Encoder encoder) {
    this.file = file;
    this.part = part;
    this.layout = layout;
    this.recorder = recorder;
    this.encoder = encoder;
  }

  /**
   * Starts a file; its folder is made where it is missing.
   *
   * @param widthPixels 2 or more; H.264 holds an even number of them, of an odd one all but the
   *     last
   * @param heightPixels as the width
   * @param framesPerSecond nominal rate, above 0
   * @throws IOException with one sentence if the file cannot be written there
   */
  public static VideoWriter open(
      Path file, int widthPixels, int heightPixels, double framesPerSecond) throws IOException {
    return open(file, widthPixels, heightPixels, framesPerSecond, INDEX_FIRST);
  }

  /**
   * As {@link #open} for what may last for hours: its end takes as little as that of a short film,
   * so that a process that is to end has the time for it.
   *
   * @throws IOException with one sentence if the file cannot be written there
   */
  public static VideoWriter recording(
      Path file, int widthPixels, int heightPixels, double framesPerSecond) throws IOException {
    return open(file, widthPixels, heightPixels, framesPerSecond, INDEX_LAST);
  }

  private static VideoWriter open(
      Path file,
      int widthPixels,
      int heightPixels,
      double framesPerSecond,
      Map<String, String> layout)
      throws IOException {
    Path part = partOf(file);
    FfmpegLog.quiet();
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(part.toFile(), widthPixels & ~1, heightPixels & ~1, 0);
    recorder.setFormat("mp4");
    layout.forEach(recorder::setOption);
    H264Encoder encoder = H264Encoder.of(recorder, framesPerSecond, TICKS_PER_INTERVAL);
    try {
      recorder.start();
    } catch (FrameRecorder.Exception refused) {
      Files.deleteIfExists(part);
      throw new IOException("'%s' cannot be encoded as H.264".formatted(file), refused);
    }
    return new VideoWriter(file, part, layout, recorder, encoder);
  }

  private static Path partOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      // Not a temporary file: those can be read by their owner alone, which the move would keep.
      return Files.createFile(
          folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".part"));
    } catch (IOException refused) {
      throw new IOException(
          "output '%s' cannot be written: choose a file in a folder that you may write to"
              .formatted(file),
          refused);
    }
  }

  /**
   * Appends a frame, scaled to the file's size where it has another one, at the eighth of a frame
   * interval that is nearest to its time and not yet taken: feeds with uneven intervals or of
   * another rate keep all their frames.
   *
   * @param presentationMicros time from the file's start, µs
   */
  public void write(RgbImage image, long presentationMicros) throws IOException {
    try {
      encoder.encode(image, tick(presentationMicros));
    } catch (FrameRecorder.Exception refused) {
      throw new IOException("a frame cannot be appended to '%s'".formatted(file), refused);
    }
  }

  private int tick(long presentationMicros) {
    double ticksPerSecond = recorder.getFrameRate() * TICKS_PER_INTERVAL;
    long nearest = Math.round(presentationMicros * ticksPerSecond / MICROS_PER_SECOND);
    int tick = (int) Math.max(nextTick, nearest);
    nextTick = tick + 1;
    return tick;
  }

  /** Completes the file without sound. */
  public void finish() throws IOException {
    endVideo();
    publish(part);
  }

  /**
   * Completes the file with the sound of {@code soundFile}, cut to the video's length.
   *
   * @param startMicros time on the sound's clock at which the video starts, µs
   * @throws IOException with one sentence if that sound cannot be kept; the file is then complete
   *     without sound
   */
  public void finishWithSoundOf(Path soundFile, long startMicros) throws IOException {
    endVideo();
    Path mixed = partOf(file);
    try {
      SoundTrack.copy(part, soundFile, startMicros, mixed, layout);
      publish(mixed);
    } catch (IOException mute) {
      Files.deleteIfExists(mixed);
      publish(part);
      throw new IOException(
          "'%s' was written without sound: %s".formatted(file, mute.getMessage()), mute);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Whether the file is there under its name, with or without its sound. */
  public boolean complete() {
    return complete;
  }

  private void publish(Path whole) throws IOException {
    try {
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      complete = true;
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private void endVideo() throws IOException {
    closed = true;
    try {
      recorder.close();
    } catch (FrameRecorder.Exception refused) {
      Files.deleteIfExists(part);
      throw new IOException("'%s' cannot be completed".formatted(file), refused);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      endVideo();
      Files.deleteIfExists(part);
    }
  }
}
