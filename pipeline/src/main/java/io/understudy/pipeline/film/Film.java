package io.understudy.pipeline.film;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
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
 * An H.264 film that grows by one picture for each reenacted frame; starts with the first one,
 * which gives its size. Not thread-safe. Closing without {@link #finish} leaves no file.
 */
public final class Film implements AutoCloseable {
  private final Path file;
  private final double framesPerSecond;
  private final Layout layout;
  private final PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
  private VideoWriter writer;

  /**
   * A film to be written.
   *
   * @param file where it appears once it is finished
   * @param framesPerSecond above 0
   * @param layout what each picture of it shows
   */
  public Film(Path file, double framesPerSecond, Layout layout) {
    this.file = file;
    this.framesPerSecond = framesPerSecond;
    this.layout = layout;
  }

  /** Appends one frame. */
  public void add(ByteString drivingJpeg, ReenactedFrame reenacted) {
    try {
      RgbImage picture = layout.picture(decode(drivingJpeg), decode(reenacted.payload()));
      if (writer == null) {
        writer =
            VideoWriter.open(file, picture.widthPixels(), picture.heightPixels(), framesPerSecond);
      }
      writer.write(picture, reenacted.presentationMicros());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Completes the file and reads it back.
   *
   * @param sound file whose sound is copied beside the picture, null for none
   * @return pictures that the finished file holds, as a player decodes them
   */
  public long finish(Path sound) {
    if (writer == null) {
      throw new IllegalStateException("film " + file + " has no frame");
    }
    try {
      if (sound == null) {
        writer.finish();
      } else {
        writer.finishWithSoundOf(sound);
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

  private RgbImage decode(ByteString jpeg) {
    try {
      return codec.decode(jpeg, FrameEncoding.JPEG, 0, 0);
    } catch (PictureException e) {
      throw new IllegalStateException("a frame that came back cannot be decoded", e);
    }
  }

  /** What a film shows of a frame. */
  public interface Layout {
    /** The picture, of even width and height, the same for all frames. */
    RgbImage picture(RgbImage driving, RgbImage reenacted);
  }
}
