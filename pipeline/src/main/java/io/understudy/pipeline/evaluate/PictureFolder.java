package io.understudy.pipeline.evaluate;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A clip that is a folder of PNG or JPEG pictures, in order of their names. */
final class PictureFolder implements ClipPictures {
  private final PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
  private final Iterator<Path> files;

  private PictureFolder(List<Path> files) {
    this.files = files.iterator();
  }

  /** Whether {@code entry} is a folder that holds a picture. */
  static boolean is(Path entry) {
    return Files.isDirectory(entry) && !pictures(entry).isEmpty();
  }

  /**
   * Lists a folder, whose other files are left out; the caller closes the clip.
   *
   * @throws BadInputException if it cannot be listed
   */
  static PictureFolder open(Path folder) {
    return new PictureFolder(pictures(folder));
  }

  private static List<Path> pictures(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(PictureFolder::isPicture).sorted().toList();
    } catch (IOException e) {
      throw new BadInputException(
          "clip %s cannot be listed: check its permissions".formatted(folder), e);
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  @Override
  public Optional<RgbImage> next() {
    return files.hasNext() ? Optional.of(decoded(files.next())) : Optional.empty();
  }

  private RgbImage decoded(Path file) {
    try {
      ByteString bytes = UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file));
      return codec.decode(bytes, FrameEncoding.PNG, 0, 0);
    } catch (IOException | PictureException e) {
      throw new BadInputException(
          "picture %s cannot be decoded (%s): replace it or leave it out"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
