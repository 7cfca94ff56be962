package io.understudy.model.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What kernels can expect of this machine's processor; read once, so it is the same for every
 * network of a process. Where nothing can be read (not Linux), the processor has no extras.
 */
final class Processor {
  private static final Path FLAGS = Path.of("/proc/cpuinfo");

  /** Whether oneDNN multiplies bf16 matrices in tiles (AMX): some six times AVX-512's rate. */
  static final boolean MULTIPLIES_TILES =
      multipliesTiles(FLAGS, System.getenv("ONEDNN_MAX_CPU_ISA"));

  private Processor() {}

  /**
   * The same for a file in the format of {@code /proc/cpuinfo}.
   *
   * @param limit the instruction set that oneDNN is held to, or null for none
   */
  static boolean multipliesTiles(Path flags, String limit) {
    String most = limit == null ? "ALL" : limit.toUpperCase(Locale.ROOT);
    boolean allowed = most.contains("AMX") || most.equals("ALL") || most.equals("DEFAULT");
    return allowed && Files.isReadable(flags) && has(flags, "amx_bf16");
  }

  private static boolean has(Path flags, String flag) {
    try (Stream<String> lines = Files.lines(flags)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Arrays.asList(line.split("\\s+")).contains(flag))
          .orElse(false);
    } catch (IOException e) {
      // Only speed depends on it, and the plain kernels run anywhere.
      return false;
    }
  }
}
