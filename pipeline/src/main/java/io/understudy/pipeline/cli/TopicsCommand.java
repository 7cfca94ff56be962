package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.Nearest;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy topics}. */
@Command(
    name = "topics",
    description = "Show the topics on a broker; with --create, make the missing ones first.")
final class TopicsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ReportOptions report;

  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..*",
      description = "Show only these (names without the prefix).")
  private List<String> names = new ArrayList<>();

  @Option(names = "--create", description = "Create the topics that are missing.")
  private boolean create;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of a new topic (default: ${DEFAULT-VALUE}).")
  private int partitions = 4;

  @Override
  public Integer call() {
    report.check();
    List<Topic> wanted = wanted();
    if (partitions < 1 || partitions > 1000) {
      throw new BadInputException(
          "--partitions must be within 1..1000, got %d; give another number".formatted(partitions));
    }
    try (TopicAdministration administration =
        new TopicAdministration(configuration.read().kafka())) {
      if (create) {
        administration.createMissing(partitions);
      }
      report.show(report(wanted, administration.describe()), spec.commandLine().getOut());
      administration.otherSettings().entrySet().stream()
          .filter(topic -> wanted.contains(topic.getKey()))
          .forEach(
              topic ->
                  topic.getValue().forEach((name, value) -> tell(topic.getKey(), name, value)));
    }
    return ExitCode.OK;
  }

  private void tell(Topic topic, String setting, String value) {
    spec.commandLine()
        .getErr()
        .println(
            "topic %s has %s=%s where %s is expected: it existed before; set it with kafka-configs.sh --alter"
                .formatted(topic.baseName(), setting, value, topic.settings().get(setting)));
  }

  private List<Topic> wanted() {
    return names.isEmpty()
        ? Arrays.asList(Topic.values())
        : names.stream().map(TopicsCommand::topic).toList();
  }

  private static Topic topic(String name) {
    return Topic.named(name)
        .orElseThrow(
            () ->
                new BadInputException(
                    "unknown topic '%s'; did you mean '%s'?"
                        .formatted(name, Nearest.of(name, Topic.names()))));
  }

  private static Report report(List<Topic> wanted, Map<Topic, TopicState> states) {
    List<List<Object>> rows = new ArrayList<>();
    for (Topic topic : wanted) {
      TopicState state = states.get(topic);
      rows.add(
          List.of(
              topic.baseName(),
              state == null ? "missing" : state.name(),
              state == null ? 0 : state.partitions(),
              state == null ? 0L : state.records(),
              topic.retention().map(Duration::toString).orElse("last of each key")));
    }
    return new Report("Topics", List.of("topic", "name", "partitions", "records", "kept"), rows);
  }
}
