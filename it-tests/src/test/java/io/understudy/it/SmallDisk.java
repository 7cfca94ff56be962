package io.understudy.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a few megabytes below a directory, which really runs full: a tmpfs that only the
 * processes that are started through it see. Needs Linux with user namespaces.
 */
final class SmallDisk implements AutoCloseable {
  private static final int MEBIBYTES = 48;

  private final Path directory;
  private final Process holder;

  private SmallDisk(Path directory, Process holder) {
    this.directory = directory;
    this.holder = holder;
  }

  /** Mounts a disk on {@code directory}, or nothing where the system does not allow it. */
  static Optional<SmallDisk> mount(Path directory) {
    try {
      Files.createDirectories(directory);
      Process holder =
          new ProcessBuilder(
                  "unshare",
                  "-rm",
                  "sh",
                  "-c",
                  "mount -t tmpfs -o size=%dm none '%s' && echo mounted && exec sleep infinity"
                      .formatted(MEBIBYTES, directory))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return "mounted".equals(holder.inputReader().readLine())
          ? Optional.of(new SmallDisk(directory, holder))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The command that runs {@code command} where the disk is seen. */
  List<String> through(List<String> command) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target=" + holder.pid(),
                "--mount",
                "--user",
                "--preserve-credentials"));
    all.addAll(command);
    return all;
  }

  /** Writes until no byte more fits. */
  void fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // That is what was wanted.
    }
  }

  /** Makes room again. */
  void free() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return Path.of("/proc/" + holder.pid() + "/root" + directory).resolve("filler");
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
