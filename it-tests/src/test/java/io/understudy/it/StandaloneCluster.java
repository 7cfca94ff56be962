package io.understudy.it;

import io.understudy.pipeline.local.BrokerPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * JobManager and TaskManager as processes of their own, started by the script that users start them
 * with. One thread; closing kills them.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Path STANDALONE =
      Path.of(System.getProperty("understudy.root"), "deploy", "standalone");

  /** Beside the tests' reports, so that they outlive the cluster. */
  private static final Path LOGS = Path.of("target", "standalone-cluster");

  private static final Duration LIMIT = Duration.ofSeconds(300);

  /** A process on a busy machine is not dead; one that was killed shows by its connections. */
  private static final long STARVED_MILLIS = 60_000;

  private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

  private final Path home;
  private final UnaryOperator<List<String>> wrapper;
  private final BrokerPorts ports = BrokerPorts.free();
  private final Process jobManager;
  private Process taskManager;
  private int taskManagers;
  private final List<Path> started = new ArrayList<>();

  /**
   * Starts the two processes and waits until they know each other.
   *
   * @param home for checkpoints and temporary files
   * @param wrapper makes the command that is run of the script's command
   */
  StandaloneCluster(Path home, UnaryOperator<List<String>> wrapper) {
    this.home = home;
    this.wrapper = wrapper;
    this.jobManager = launch("jobmanager", "jobmanager");
    try {
      awaitLine(jobManager, "jobmanager", "Rest endpoint listening at");
      startTaskManager();
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /** Starts a TaskManager and waits until the JobManager knows it. */
  void startTaskManager() {
    String name = "taskmanager-" + ++taskManagers;
    taskManager = launch("taskmanager", name);
    awaitLine(taskManager, name, "Successful registration at resource manager");
  }

  /** Ends the TaskManager with SIGKILL and waits until it is gone. */
  void killTaskManager() {
    taskManager.destroyForcibly();
    taskManager.onExit().join();
  }

  /**
   * An environment whose jobs run on this cluster, with class loaders of their own. They start
   * again soon however often they failed.
   */
  StreamExecutionEnvironment environment() {
    Configuration settings =
        GlobalConfiguration.loadConfiguration(STANDALONE.resolve("conf").toString());
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(RestOptions.PORT, ports.clientPort());
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, MAX_BACKOFF);
    settings.set(
        PipelineOptions.CLASSPATHS, JobClassPath.job().stream().map(URL::toString).toList());
    return new StreamExecutionEnvironment(settings);
  }

  /** Runs a program from the command line as users do, detached; returns the job's id. */
  String run(Class<?> program, List<String> assignments) {
    List<String> arguments = new ArrayList<>(List.of("run", "-d", "-c", program.getName()));
    JobClassPath.job().forEach(url -> arguments.addAll(List.of("-C", url.toString())));
    arguments.add(emptyJar().toString());
    assignments.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
    String said = flink(arguments.toArray(String[]::new));
    return said.replaceAll("(?s).*with JobID ([0-9a-f]{32}).*", "$1");
  }

  /** The command line wants one; the program's classes are on the job's class path. */
  private Path emptyJar() {
    Path jar = home.resolve("empty.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Flink's own command line says to {@code arguments}. */
  String flink(String... arguments) {
    List<String> command = new ArrayList<>(List.of(script(), "flink", arguments[0]));
    command.addAll(List.of("-m", "127.0.0.1:" + ports.clientPort()));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    try {
      Process process = builder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return said;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Port of the REST interface, which Flink's page reads. */
  int restPort() {
    return ports.clientPort();
  }

  /** What the processes wrote so far. */
  String logs() {
    return started.stream().map(StandaloneCluster::text).collect(Collectors.joining("\n"));
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch(String command, String name) {
    started.add(log(name));
    List<String> all = new ArrayList<>(List.of(script(), command));
    all.addAll(
        List.of(
            "-Djobmanager.rpc.port=" + ports.controllerPort(),
            "-Drest.port=" + ports.clientPort(),
            "-Djobmanager.memory.process.size=768m",
            "-Dheartbeat.timeout=" + STARVED_MILLIS,
            "-Dtaskmanager.numberOfTaskSlots=3",
            "-Dtaskmanager.memory.task.heap.size=512m",
            "-Dtaskmanager.memory.task.off-heap.size=512m",
            "-Dtaskmanager.memory.managed.size=192m"));
    try {
      Files.createDirectories(LOGS);
      return builder(wrapper.apply(all))
          .redirectErrorStream(true)
          .redirectOutput(log(name).toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("UNDERSTUDY_CLUSTER_HOME", home.toString());
    builder.environment().put("UNDERSTUDY_CLUSTER_CLASSPATH", JobClassPath.cluster());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_TOOL_OPTIONS", ShortLife.OPTIONS);
    return builder;
  }

  private void awaitLine(Process process, String name, String wanted) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!text(log(name)).contains(wanted)) {
        if (System.nanoTime() > deadline || process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new AssertionError(name + " did not start: " + text(log(name)));
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path log(String name) {
    return LOGS.resolve(name + ".log");
  }

  private static String script() {
    return STANDALONE.resolve("cluster").toString();
  }

  @Override
  public void close() {
    if (taskManager != null) {
      killTaskManager();
    }
    jobManager.destroyForcibly();
    jobManager.onExit().join();
  }
}
