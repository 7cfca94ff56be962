package io.understudy.pipeline.evaluate;

import io.understudy.connectors.media.RgbImage;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.playback.ClipFrame;
import io.understudy.pipeline.playback.VideoClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pictures of a clip, a film or a folder of them, read once in order. One thread; the owner
 * closes it.
 */
interface ClipPictures extends AutoCloseable {
  /**
   * The next picture, empty at the end.
   *
   * @throws BadInputException in one sentence if it cannot be decoded
   */
  Optional<RgbImage> next();

  @Override
  void close();

  /**
   * Opens a clip; the caller closes it.
   *
   * @throws BadInputException in one sentence if it cannot be read
   */
  static ClipPictures open(Path clip) {
    return Files.isDirectory(clip) ? PictureFolder.open(clip) : film(VideoClip.open(clip));
  }

  private static ClipPictures film(VideoClip film) {
    return new ClipPictures() {
      @Override
      public Optional<RgbImage> next() {
        return film.next().map(ClipFrame::image);
      }

      @Override
      public void close() {
        film.close();
      }
    };
  }
}
