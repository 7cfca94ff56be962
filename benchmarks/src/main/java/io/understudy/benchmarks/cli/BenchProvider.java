package io.understudy.benchmarks.cli;

import io.understudy.pipeline.cli.CommandProvider;

/** Adds {@code bench} to the command line. */
public final class BenchProvider implements CommandProvider {
  @Override
  public Object command() {
    return new BenchCommand();
  }
}
