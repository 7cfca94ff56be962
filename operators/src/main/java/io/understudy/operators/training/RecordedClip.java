package io.understudy.operators.training;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoReader.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A film, or a folder of pictures.
 *
 * @param identity who it shows
 * @param path where it lies
 */
public record RecordedClip(String identity, String path) implements Clip {
  @Override
  public String name() {
    return Path.of(path).getFileName().toString();
  }

  @Override
  public void read(Consumer<RgbImage> pictures) throws IOException {
    Path place = Path.of(path);
    if (Files.isDirectory(place)) {
      folder(place, pictures);
    } else {
      film(place, pictures);
    }
  }

  private static void film(Path file, Consumer<RgbImage> pictures) throws IOException {
    try (VideoReader reader = VideoReader.open(file)) {
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        pictures.accept(next.get().image());
      }
    }
  }

  private static void folder(Path folder, Consumer<RgbImage> pictures) throws IOException {
    try (Stream<Path> entries = Files.list(folder);
        PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      for (Path file : entries.filter(RecordedClip::isPicture).sorted().toList()) {
        pictures.accept(decoded(codec, file));
      }
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  private static RgbImage decoded(PictureCodec codec, Path file) throws IOException {
    try {
      ByteString bytes = UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file));
      return codec.decode(bytes, FrameEncoding.PNG, 0, 0);
    } catch (PictureException broken) {
      throw new IOException(
          "picture %s cannot be decoded (%s): replace it or leave it out"
              .formatted(file, broken.getMessage()),
          broken);
    }
  }
}
