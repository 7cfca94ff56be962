package io.understudy.pipeline.cli;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a command takes its configuration from. */
public final class ConfigurationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file with the configuration; 'understudy run --help-config' lists all keys.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one key of the configuration, over the file; may be repeated.")
  private List<String> assignments = new ArrayList<>();

  /** The configuration that the user gave. */
  public UnderstudyConfiguration read() {
    return read(List.of());
  }

  /** The configuration with a command's own {@code assignments}, which win. */
  public UnderstudyConfiguration read(List<String> commandAssignments) {
    List<String> all = new ArrayList<>(assignments);
    all.addAll(commandAssignments);
    return UnderstudyConfiguration.read(file, all);
  }
}
