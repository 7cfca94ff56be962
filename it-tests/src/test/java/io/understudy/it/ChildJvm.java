package io.understudy.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process with this one's JVM, options and class path. */
final class ChildJvm {
  /** Exit code of a JVM that SIGTERM ended in good order. */
  static final int TERMINATED = 128 + 15;

  private ChildJvm() {}

  /** Waits for what a process tells. */
  @FunctionalInterface
  interface Awaited {
    void in(BufferedReader told) throws IOException;
  }

  /** The command that runs a class with a {@code main}. */
  static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs a command, asks it to end by SIGTERM once {@code awaited} returns, and waits until it has.
   *
   * @param temporary where the process keeps what lives no longer than it does
   * @return its exit code
   */
  static int terminate(List<String> command, Path temporary, Awaited awaited) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    Process process = builder.start();
    try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
      awaited.in(told);
      // Not Process.destroy(), which closes the pipe that the process still writes to.
      process.toHandle().destroy();
      told.lines().forEach(line -> {});
      return process.onExit().join().exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Reads until a line begins with {@code beginning}.
   *
   * @throws AssertionError with what was told instead if the process ends before
   */
  static void awaitLine(BufferedReader told, String beginning) throws IOException {
    List<String> before = new ArrayList<>();
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      before.add(line);
      if (line.startsWith(beginning)) {
        return;
      }
    }
    throw new AssertionError("the process ended before it could be ended, and told " + before);
  }
}
