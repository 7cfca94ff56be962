package io.understudy.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksRunTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("understudy.root"), "benchmarks/src/main/java");

  /** Whether they run at all, with every parameter: what they measure here means nothing. */
  @Tag("slow")
  @Test
  void everyMicroBenchmarkRunsOneIteration() throws RunnerException, IOException {
    System.setProperty("jmh.ignoreLock", "true");
    Options options =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    Set<String> run =
        new Runner(options)
            .run().stream()
                .map(RunResult::getParams)
                .map(measured -> simpleClassName(measured.getBenchmark()))
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(run).isEqualTo(written());
  }

  /** Of {@code package.Class.method}. */
  private static String simpleClassName(String benchmark) {
    String[] names = benchmark.split("\\.");
    return names[names.length - 2];
  }

  private static Set<String> written() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Benchmark.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
