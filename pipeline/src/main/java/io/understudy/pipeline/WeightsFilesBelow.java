package io.understudy.pipeline;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks for weights files in a folder. What cannot be read, such as {@code lost+found}, and what
 * goes away meanwhile, such as a file that is given its name, is passed by.
 */
final class WeightsFilesBelow extends SimpleFileVisitor<Path> {
  private static final int MAX_FILES = 10_000;

  private final Path root;
  private final List<Path> found = new ArrayList<>();

  private WeightsFilesBelow(Path root) {
    this.root = root;
  }

  /**
   * The weights files below {@code folder}, 4 levels deep, at most 10 000; in no order.
   *
   * @throws IOException if the folder itself cannot be read
   */
  static List<Path> of(Path folder) throws IOException {
    WeightsFilesBelow files = new WeightsFilesBelow(folder);
    Files.walkFileTree(folder, Set.of(), AnnouncedWeights.MAX_DEPTH, files);
    return files.found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (file.toString().endsWith(".safetensors")) {
      found.add(file);
    }
    return found.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path entry, IOException failure) throws IOException {
    if (entry.equals(root)) {
      throw failure;
    }
    return FileVisitResult.CONTINUE;
  }

  /** A folder whose listing broke off has given what it could. */
  @Override
  public FileVisitResult postVisitDirectory(Path entry, IOException failure) {
    return FileVisitResult.CONTINUE;
  }
}
