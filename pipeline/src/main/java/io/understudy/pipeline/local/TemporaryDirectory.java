package io.understudy.pipeline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of its own under the system's temporary one, deleted with its content on close.
 *
 * @param path the directory
 */
public record TemporaryDirectory(Path path) implements AutoCloseable {
  /** A server that is going down creates and deletes some of its files meanwhile. */
  private static final int ATTEMPTS = 5;

  /** A new directory whose name starts with {@code understudy-PURPOSE-}. */
  public static TemporaryDirectory create(String purpose) {
    try {
      return new TemporaryDirectory(Files.createTempDirectory("understudy-" + purpose + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for " + purpose, e);
    }
  }

  @Override
  public void close() {
    Exception failure = null;
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
      try {
        deleteAll();
      } catch (IOException | UncheckedIOException e) {
        failure = e;
      }
    }
    if (Files.exists(path)) {
      throw new IllegalStateException(
          "temporary directory " + path + " cannot be deleted; delete it by hand", failure);
    }
  }

  private void deleteAll() throws IOException {
    try (Stream<Path> content = Files.walk(path)) {
      List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
