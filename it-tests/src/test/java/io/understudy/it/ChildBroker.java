package io.understudy.it;

import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A broker in a process of its own, which can be killed as a failing machine kills it. */
final class ChildBroker implements AutoCloseable {
  private final Path directory;
  private final BrokerPorts ports = BrokerPorts.free();
  private Process process;

  /** Starts a broker that keeps its data in {@code directory}, and waits until it serves. */
  ChildBroker(Path directory) {
    this.directory = directory;
    start();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + ports.clientPort();
  }

  /** Ends the process with SIGKILL and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts a broker on the same data and ports, and waits until it serves. */
  void start() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("JAVA_TOOL_OPTIONS", ShortLife.OPTIONS);
      process = builder.start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("ready")) {
          return;
        }
      }
      throw new AssertionError("the broker's process ended before it was ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        LocalBroker.class.getName(),
        directory.toString(),
        Integer.toString(ports.clientPort()),
        Integer.toString(ports.controllerPort()));
  }
}
