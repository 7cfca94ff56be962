package io.understudy.pipeline.film;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.SoundTrack;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * An H.264 film that starts with its first picture, which gives its size. Not thread-safe. Closing
 * without {@link #finish} leaves no file.
 */
public final class Film implements AutoCloseable {
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** A feed whose times go back this far was published anew and counts from 0 again. */
  private static final long RESTART_MICROS = MICROS_PER_SECOND;

  private final Path file;
  private final double framesPerSecond;
  private final Opener opener;
  private final PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
  private VideoWriter writer;
  private long startMicros;
  private long newestMicros;
  private long zeroMicros;

  /**
   * A film to be written.
   *
   * @param file where it appears once it is finished
   * @param framesPerSecond nominal rate, above 0
   */
  public Film(Path file, double framesPerSecond) {
    this(file, framesPerSecond, VideoWriter::open);
  }

  private Film(Path file, double framesPerSecond, Opener opener) {
    this.file = file;
    this.framesPerSecond = framesPerSecond;
    this.opener = opener;
  }

  /** Makes the writer once there is a picture. */
  private interface Opener {
    VideoWriter open(Path file, int widthPixels, int heightPixels, double framesPerSecond)
        throws IOException;
  }

  /** As the constructor, for what may last for hours and is to be complete at once at its end. */
  public static Film recording(Path file, double framesPerSecond) {
    return new Film(file, framesPerSecond, VideoWriter::recording);
  }

  /**
   * Refuses a sound that was asked for and that a film cannot hold, before any work is spent on its
   * pictures.
   *
   * @throws BadInputException if that file has no sound, or none that an mp4 can hold
   */
  public static void checkSound(Path sound) {
    try {
      SoundTrack.check(sound);
    } catch (IOException unfit) {
      throw new BadInputException(unfit.getMessage(), unfit);
    }
  }

  /** The pixels of a frame of the own topics. */
  public RgbImage decode(ByteString jpeg) {
    try {
      return decodeForeign(jpeg);
    } catch (PictureException e) {
      throw new IllegalStateException("a frame that came back cannot be decoded", e);
    }
  }

  /**
   * The pixels of a frame of topics that others write to as well.
   *
   * @throws PictureException if it cannot be decoded
   */
  public RgbImage decodeForeign(ByteString jpeg) throws PictureException {
    return codec.decode(jpeg, FrameEncoding.JPEG, 0, 0);
  }

  /**
   * Appends one picture.
   *
   * @param picture of the size of the first one, or scaled to it; of an odd size the last row or
   *     column is left out
   * @param presentationMicros on the feed's clock; the first one starts the film. A feed that
   *     begins anew goes on a frame interval behind the last picture
   */
  public void add(RgbImage picture, long presentationMicros) {
    try {
      if (writer == null) {
        writer = opener.open(file, picture.widthPixels(), picture.heightPixels(), framesPerSecond);
        startMicros = presentationMicros;
        zeroMicros = presentationMicros;
      } else if (presentationMicros <= newestMicros - RESTART_MICROS) {
        long next = newestMicros + Math.round(MICROS_PER_SECOND / framesPerSecond);
        zeroMicros += presentationMicros - next;
      }
      newestMicros = presentationMicros;
      writer.write(picture, presentationMicros - zeroMicros);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Whether there is a picture yet; a film without one cannot be finished. */
  public boolean started() {
    return writer != null;
  }

  /**
   * Completes the file.
   *
   * @param sound file whose sound is copied beside the picture, on the clock of the pictures; null
   *     for none
   * @throws UncheckedIOException with one sentence if the file or its sound cannot be completed;
   *     {@link #complete} tells which
   */
  public void finish(Path sound) {
    if (writer == null) {
      throw new IllegalStateException("film " + file + " has no picture");
    }
    try {
      if (sound == null) {
        writer.finish();
      } else {
        writer.finishWithSoundOf(sound, startMicros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Whether the file is there under its name, with or without its sound. */
  public boolean complete() {
    return writer != null && writer.complete();
  }

  /** Pictures that the complete file holds, as a player decodes them: takes as long as that. */
  public long pictures() {
    long pictures = 0;
    try (VideoReader reader = VideoReader.open(file)) {
      while (reader.next().isPresent()) {
        pictures++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return pictures;
  }

  @Override
  public void close() {
    codec.close();
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
