package io.understudy.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Holds once a checkpoint has steps in it: it began after the one that was under way when the first
 * step was told.
 */
final class HeldSteps implements BooleanSupplier {
  private final Path run;
  private int atFirstStep = -1;

  HeldSteps(Path run) {
    this.run = run;
  }

  @Override
  public boolean getAsBoolean() {
    int newest = newest();
    if (atFirstStep < 0) {
      atFirstStep = newest;
    }
    return newest >= atFirstStep + 2;
  }

  private int newest() {
    try (Stream<Path> files = Files.walk(run.resolve("checkpoints"))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString())
          .mapToInt(name -> Integer.parseInt(name.substring("chk-".length())))
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException changing) {
      return -1;
    }
  }
}
