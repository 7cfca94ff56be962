package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses output files that cannot be written, before any work is spent on them. */
public final class OutputPath {
  private OutputPath() {}

  /**
   * Creates the folders above {@code file} and checks that it can be written; an existing file
   * keeps its content.
   *
   * @throws BadInputException if it cannot be written
   */
  public static void requireWritable(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      Files.createDirectories(absolute.getParent());
    } catch (IOException e) {
      throw refusal(file, e);
    }
    boolean writable =
        Files.exists(absolute)
            ? Files.isRegularFile(absolute) && Files.isWritable(absolute)
            : Files.isWritable(absolute.getParent());
    if (!writable) {
      throw refusal(file, null);
    }
  }

  private static BadInputException refusal(Path file, IOException cause) {
    return new BadInputException(
        "output file %s cannot be written: it must be a file in a writable folder; give another path"
            .formatted(file),
        cause);
  }
}
