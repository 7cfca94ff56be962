package io.understudy.pipeline.cli;

import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalEngine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy run}. */
@Command(
    name = "run",
    description = {
      "Run the live job between the topics of a broker, on a Flink cluster inside this process.",
      "Runs until Ctrl-C. On a cluster of your own, submit io.understudy.pipeline.LiveJob."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ModelOptions model;
  @Mixin private ReportOptions report;

  @Option(names = "--help-config", description = "List all configuration keys and leave.")
  private boolean helpConfig;

  @Option(
      names = "--broker-port",
      paramLabel = "PORT",
      description = "Start a broker inside this process on that port of the loopback interface.")
  private Integer brokerPort;

  @Override
  public Integer call() {
    report.check();
    PrintWriter out = spec.commandLine().getOut();
    if (helpConfig) {
      report.show(OptionsTable.report(), out);
      return ExitCode.OK;
    }
    UnderstudyConfiguration settings = configuration.read(model.assignments());
    PresetReenactorLoader.of(settings.model()).check();
    try (LocalEngine engine = start(settings)) {
      out.printf(
          "%s runs between the topics of %s; Ctrl-C ends it.%n",
          LiveJob.NAME, engine.configuration().kafka().bootstrap());
      out.flush();
      engine.awaitEnd();
      return ExitCode.OK;
    }
  }

  private LocalEngine start(UnderstudyConfiguration settings) {
    return brokerPort == null
        ? LocalEngine.connect(settings)
        : LocalEngine.start(settings, BrokerPorts.withClientPort(brokerPort));
  }
}
