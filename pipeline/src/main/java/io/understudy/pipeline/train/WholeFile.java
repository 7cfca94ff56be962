package io.understudy.pipeline.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files of which a reader sees the old or the whole new content, never a part. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a file.
   *
   * @throws IOException with one sentence if the place is not writable or full; the old content
   *     stays
   */
  static void write(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      try {
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new IOException(
          "%s cannot be written: %s; choose a writable place with room"
              .formatted(file, failure.getMessage()),
          failure);
    }
  }
}
