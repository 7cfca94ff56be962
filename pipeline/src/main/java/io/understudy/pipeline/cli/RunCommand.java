package io.understudy.pipeline.cli;

import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.local.LocalCluster;
import io.understudy.pipeline.local.LocalJob;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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
      "Runs until Ctrl-C. On a Flink cluster of your own the entry is io.understudy.pipeline.LiveJob."
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
    if (helpConfig) {
      report.show(OptionsTable.report(), spec.commandLine().getOut());
      return ExitCode.OK;
    }
    UnderstudyConfiguration settings = configuration.read(model.assignments());
    PresetReenactorLoader.of(settings.model()).check();
    if (brokerPort == null) {
      requireTopics(settings);
      return run(settings);
    }
    try (LocalBroker broker = LocalBroker.start(BrokerPorts.withClientPort(brokerPort))) {
      UnderstudyConfiguration local = settings.onFreshBroker(broker.bootstrapServers());
      createTopics(local);
      return run(local);
    }
  }

  private int run(UnderstudyConfiguration settings) {
    PrintWriter out = spec.commandLine().getOut();
    try (LocalCluster cluster = LocalCluster.start(settings.runtime().parallelism())) {
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      new LiveJob(settings).define(environment);
      try (LocalJob job = cluster.submit(environment)) {
        out.printf(
            "The live job runs between the topics of %s; Ctrl-C ends it.%n",
            settings.kafka().bootstrap());
        out.flush();
        job.awaitEnd();
        throw new IllegalStateException("the live job ended", job.failure().orElse(null));
      }
    }
  }

  private static void requireTopics(UnderstudyConfiguration settings) {
    try (TopicAdministration administration = new TopicAdministration(settings.kafka())) {
      administration.requireAll();
    }
  }

  private static void createTopics(UnderstudyConfiguration settings) {
    try (TopicAdministration administration = new TopicAdministration(settings.kafka())) {
      administration.createMissing(settings.runtime().parallelism());
    }
  }
}
