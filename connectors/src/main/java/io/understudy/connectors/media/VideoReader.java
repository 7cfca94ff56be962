package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/**
 * Frames of a video file, upright, in presentation order.
 *
 * <p>One thread. Owns FFmpeg's decoder; {@code close()} is idempotent.
 */
public final class VideoReader implements AutoCloseable {
  private static final double DEFAULT_FRAMES_PER_SECOND = 25;

  private final Path file;
  private final FFmpegFrameGrabber grabber;
  private final long startMicros;
  private boolean closed;

  /**
   * One frame.
   *
   * @param presentationMicros time on the file's own clock, µs from its start
   */
  public record VideoFrame(RgbImage image, long presentationMicros) {}

  private VideoReader(Path file, FFmpegFrameGrabber grabber) {
    this.file = file;
    this.grabber = grabber;
    this.startMicros = PacketTrack.startMicros(grabber.getFormatContext());
  }

  /**
   * Opens a file.
   *
   * @throws IOException with one sentence if it does not exist or is not a video
   */
  public static VideoReader open(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException("video '%s' cannot be read: check the path".formatted(file));
    }
    FfmpegLog.quiet();
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setPixelFormat(AV_PIX_FMT_RGB24);
    try {
      grabber.start();
      if (!grabber.hasVideo() || grabber.getImageWidth() < 1 || !isFilm(grabber)) {
        throw new FrameGrabber.Exception("no video stream");
      }
      return new VideoReader(file, grabber);
    } catch (FrameGrabber.Exception notVideo) {
      release(grabber);
      throw new IOException(
          "'%s' is not a video that can be decoded: give an mp4, webm, mov, mkv or avi file"
              .formatted(file),
          notVideo);
    }
  }

  /** FFmpeg also "plays" text, still pictures and the cover of a sound file. */
  private static boolean isFilm(FFmpegFrameGrabber grabber) {
    AVFormatContext context = grabber.getFormatContext();
    String format = context.iformat().name().getString();
    int stream = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    boolean cover = (context.streams(stream).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
    return !cover && !format.equals("tty") && !format.equals("image2") && !format.endsWith("_pipe");
  }

  /** The comment in the file's metadata, where outputs say what they are; empty without one. */
  public String comment() {
    String comment = grabber.getMetadata("comment");
    return comment == null ? "" : comment;
  }

  /** Frames a second as the file states it; 25 where it states none. */
  public double framesPerSecond() {
    double stated = grabber.getVideoFrameRate();
    return stated > 0 && stated <= 1000 ? stated : DEFAULT_FRAMES_PER_SECOND;
  }

  /** Estimated number of frames, 0 where unknown; some containers over-count. */
  public int estimatedFrames() {
    return Math.max(0, grabber.getLengthInVideoFrames());
  }

  /** Whether the file has sound. */
  public boolean hasAudio() {
    return grabber.hasAudio();
  }

  /**
   * The next frame, empty at the end.
   *
   * @throws IOException if the file breaks off in a way that the decoder cannot skip
   */
  public Optional<VideoFrame> next() throws IOException {
    try {
      Frame frame = grabber.grabImage();
      if (frame == null) {
        return Optional.empty();
      }
      RgbImage image = GrabbedPicture.copy(frame, grabber);
      return Optional.of(new VideoFrame(image, Math.max(0, frame.timestamp - startMicros)));
    } catch (FrameGrabber.Exception broken) {
      throw new IOException(
          "video '%s' cannot be decoded any further: it is damaged".formatted(file), broken);
    }
  }

  private static void release(FFmpegFrameGrabber grabber) {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception ignored) {
      // Nothing is lost: the file was only read.
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release(grabber);
    }
  }
}
