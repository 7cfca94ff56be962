package io.understudy.pipeline.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Resident memory of this process, native memory included. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ResidentMemory() {}

  /** Mebibytes resident now; empty where the system does not tell (it does on Linux). */
  public static OptionalDouble mebibytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToDouble(line -> kibibytes(line) / 1024)
          .findFirst();
    } catch (IOException notLinux) {
      return OptionalDouble.empty();
    }
  }

  private static double kibibytes(String line) {
    return Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "").strip());
  }
}
