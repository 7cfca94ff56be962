package io.understudy.pipeline.cli;

import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and leave.")
  private boolean help;

  @Option(names = "--verbose", description = "Show the stack trace of an error too.")
  private boolean verbose;
}
