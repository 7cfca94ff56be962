package io.understudy.connectors.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  private final Path file;
  private final Path part;
  private final FFmpegFrameRecorder recorder;
  private final H264Encoder encoder;
  private final int widthPixels;
  private final int heightPixels;
  private int nextTick;
  private boolean closed;

  private VideoWriter(Path file, Path part, FFmpegFrameRecorder recorder, H264Encoder encoder) {
    this.file = file;
    this.part = part;
    this.recorder = recorder;
    this.encoder = encoder;
    this.widthPixels = recorder.getImageWidth();
    this.heightPixels = recorder.getImageHeight();
  }

  /**
   * Starts a file; its folder is made where it is missing.
   *
   * @param widthPixels even
   * @param heightPixels even
   * @throws IOException with one sentence if the file cannot be written there
   */
  public static VideoWriter open(
      Path file, int widthPixels, int heightPixels, double framesPerSecond) throws IOException {
    if (widthPixels % 2 != 0 || heightPixels % 2 != 0) {
      throw new IllegalArgumentException(
          "H.264 needs even sizes, got %dx%d".formatted(widthPixels, heightPixels));
    }
    Path part = partOf(file);
    FfmpegLog.quiet();
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(part.toFile(), widthPixels, heightPixels, 0);
    recorder.setFormat("mp4");
    recorder.setOption("movflags", "+faststart");
    H264Encoder encoder = H264Encoder.of(recorder, framesPerSecond);
    try {
      recorder.start();
    } catch (FrameRecorder.Exception refused) {
      Files.deleteIfExists(part);
      throw new IOException("'%s' cannot be encoded as H.264".formatted(file), refused);
    }
    return new VideoWriter(file, part, recorder, encoder);
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
   * Appends a frame of the file's size, at the multiple of the frame interval that is nearest to
   * its time and not yet taken: feeds with uneven intervals keep all their frames.
   *
   * @param presentationMicros time from the file's start, µs
   */
  public void write(RgbImage image, long presentationMicros) throws IOException {
    if (image.widthPixels() != widthPixels || image.heightPixels() != heightPixels) {
      throw new IllegalArgumentException(
          "frames of this file are %dx%d, got %dx%d"
              .formatted(widthPixels, heightPixels, image.widthPixels(), image.heightPixels()));
    }
    try {
      encoder.encode(image, tick(presentationMicros));
    } catch (FrameRecorder.Exception refused) {
      throw new IOException("a frame cannot be appended to '%s'".formatted(file), refused);
    }
  }

  private int tick(long presentationMicros) {
    long nearest = Math.round(presentationMicros * recorder.getFrameRate() / MICROS_PER_SECOND);
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
   * @throws IOException with one sentence if that sound cannot be kept; the file is then complete
   *     without sound
   */
  public void finishWithSoundOf(Path soundFile) throws IOException {
    endVideo();
    Path mixed = partOf(file);
    try {
      SoundTrack.copy(part, soundFile, mixed);
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

  private void publish(Path complete) throws IOException {
    try {
      Files.move(complete, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(complete);
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
