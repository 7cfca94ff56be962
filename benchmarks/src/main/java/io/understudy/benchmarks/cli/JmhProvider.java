package io.understudy.benchmarks.cli;

import io.understudy.pipeline.cli.CommandProvider;

/** Adds {@code jmh} to the command line. */
public final class JmhProvider implements CommandProvider {
  @Override
  public Object command() {
    return new JmhCommand();
  }
}
