package io.understudy.pipeline.film;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * An H.264 film that starts with its first picture, which gives its size. Not thread-safe. Closing
 * without {@link #finish} leaves no file.
 */
public final class Film implements AutoCloseable {
  private final Path file;
  private final double framesPerSecond;
  private final PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
  private VideoWriter writer;
  private long startMicros;

  /**
   * A film to be written.
   *
   * @param file where it appears once it is finished
   * @param framesPerSecond nominal rate, above 0
   */
  public Film(Path file, double framesPerSecond) {
    this.file = file;
    this.framesPerSecond = framesPerSecond;
  }

  /** The pixels of a frame of the topics. */
  public RgbImage decode(ByteString jpeg) {
    try {
      return codec.decode(jpeg, FrameEncoding.JPEG, 0, 0);
    } catch (PictureException e) {
      throw new IllegalStateException("a frame that came back cannot be decoded", e);
    }
  }

  /**
   * Appends one picture.
   *
   * @param picture of even width and height, the same for the whole film
   * @param presentationMicros on the feed's clock, growing; the first one starts the film
   */
  public void add(RgbImage picture, long presentationMicros) {
    try {
      if (writer == null) {
        writer =
            VideoWriter.open(file, picture.widthPixels(), picture.heightPixels(), framesPerSecond);
        startMicros = presentationMicros;
      }
      writer.write(picture, presentationMicros - startMicros);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Whether there is a picture yet; a film without one cannot be finished. */
  public boolean started() {
    return writer != null;
  }

  /**
   * Completes the file and reads it back.
   *
   * @param sound file whose sound is copied beside the picture, null for none
   * @return pictures that the finished file holds, as a player decodes them
   */
  public long finish(Path sound) {
    if (writer == null) {
      throw new IllegalStateException("film " + file + " has no picture");
    }
    try {
      if (sound == null) {
        writer.finish();
      } else {
        writer.finishWithSoundOf(sound, startMicros);
      }
      return decodablePictures();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
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

  private long decodablePictures() throws IOException {
    long pictures = 0;
    try (VideoReader reader = VideoReader.open(file)) {
      while (reader.next().isPresent()) {
        pictures++;
      }
    }
    return pictures;
  }
}
