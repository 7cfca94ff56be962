package io.understudy.pipeline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy run}. */
@Command(name = "run", description = "Run the live job between the topics of a broker.")
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ReportOptions report;

  @Option(names = "--help-config", description = "List all configuration keys and leave.")
  private boolean helpConfig;

  @Override
  public Integer call() {
    if (helpConfig) {
      report.show(OptionsTable.report(), spec.commandLine().getOut());
      return ExitCode.OK;
    }
    return ExitCode.OK;
  }
}
