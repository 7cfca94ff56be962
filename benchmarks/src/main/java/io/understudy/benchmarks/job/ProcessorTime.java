package io.understudy.benchmarks.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time that this process has taken since its start, by part. Threads that have ended are
 * missing, so that a difference of two readings misses what such threads took in between.
 *
 * @param nanos empty where the system does not tell (it does on Linux)
 */
record ProcessorTime(Map<ProcessPart, Long> nanos) {
  /** A reading of nothing. */
  static final ProcessorTime NONE = new ProcessorTime(Map.of());

  private static final Path THREADS = Path.of("/proc/self/task");

  /** What has been taken up to now. */
  static ProcessorTime now() {
    Map<ProcessPart, Long> nanos = new EnumMap<>(ProcessPart.class);
    try (Stream<Path> threads = Files.list(THREADS)) {
      for (Path thread : threads.toList()) {
        add(thread, nanos);
      }
    } catch (IOException notLinux) {
      return NONE;
    }
    return new ProcessorTime(nanos);
  }

  private static void add(Path thread, Map<ProcessPart, Long> nanos) {
    try {
      String name = Files.readString(thread.resolve("comm")).strip();
      List<String> figures = List.of(Files.readString(thread.resolve("schedstat")).split(" "));
      nanos.merge(ProcessPart.ofThread(name), Long.parseLong(figures.get(0)), Long::sum);
    } catch (IOException ended) {
      // between the list and now
    }
  }

  /** Milliseconds of a frame, by part, where {@code frames} came out since {@code start}. */
  Map<ProcessPart, Double> millisOfFrame(ProcessorTime start, long frames) {
    Map<ProcessPart, Double> millis = new EnumMap<>(ProcessPart.class);
    nanos.forEach(
        (part, until) ->
            millis.put(part, (until - start.nanos.getOrDefault(part, 0L)) / 1e6 / frames));
    return millis;
  }
}
