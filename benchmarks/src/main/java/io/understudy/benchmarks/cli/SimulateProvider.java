package io.understudy.benchmarks.cli;

import io.understudy.pipeline.cli.CommandProvider;

/** Adds {@code simulate} to the command line. */
public final class SimulateProvider implements CommandProvider {
  @Override
  public Object command() {
    return new SimulateCommand();
  }
}
