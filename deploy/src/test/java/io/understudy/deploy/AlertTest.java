package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every alert has its runbook page, and every page its alert. */
class AlertTest {
  private static final Path RUNBOOKS = RepositoryFiles.ROOT.resolve("docs/runbooks");
  private static final Pattern FAILURES =
      Pattern.compile("increase\\(\\w+numberOfFailedCheckpoints\\[(\\d+)m]\\) > (\\d+)");

  @ParameterizedTest
  @MethodSource("alerts")
  void hasAPageThatSaysWhatItMeansWhatToCheckAndHowToAct(JsonNode alert) {
    String name = alert.get("alert").asText();
    String page = alert.at("/annotations/runbook").asText();

    assertThat(page).isEqualTo("docs/runbooks/" + name + ".md");
    assertThat(RepositoryFiles.text(RepositoryFiles.ROOT.resolve(page)))
        .startsWith("# " + name + "\n")
        .contains(alert.at("/annotations/summary").asText())
        .contains("Severity: " + alert.at("/labels/severity").asText())
        .containsSubsequence("## Meaning", "## Check", "## Act");
  }

  @Test
  void noPageIsWithoutItsAlert() throws IOException {
    try (Stream<Path> pages = Files.list(RUNBOOKS)) {
      assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
          .containsExactlyInAnyOrderElementsOf(
              alerts().map(alert -> alert.get("alert").asText()).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes/base/flink-deployment.yaml", "standalone/conf/config.yaml"})
  void checkpointsThatTimeOutOrNeverBeginRaiseTheAlertToo(String settings) {
    String failing =
        alerts()
            .filter(alert -> alert.get("alert").asText().equals("UnderstudyCheckpointsFailing"))
            .findFirst()
            .orElseThrow()
            .get("expr")
            .asText();
    Matcher failures = FAILURES.matcher(failing);
    assertThat(failures.find()).as(failing).isTrue();
    Duration window = Duration.ofMinutes(Long.parseLong(failures.group(1)));
    long raising = Long.parseLong(failures.group(2)) + 1;
    Duration each =
        timeout(settings).plus(UnderstudyConfiguration.defaults().checkpoint().interval());

    assertThat(each.multipliedBy(raising)).isLessThan(window);
    assertThat(failing)
        .contains(
            " or increase(flink_jobmanager_job_numberOfCompletedCheckpoints[5m]) == 0"
                + " and flink_jobmanager_job_runningTime > 300000");
  }

  private static Duration timeout(String settings) {
    JsonNode all =
        RepositoryFiles.documents(RepositoryFiles.text(RepositoryFiles.DEPLOY.resolve(settings)))
            .get(0);
    JsonNode onKubernetes = all.at("/spec/flinkConfiguration/execution.checkpointing.timeout");
    JsonNode timeout =
        onKubernetes.isMissingNode() ? all.at("/execution/checkpointing/timeout") : onKubernetes;
    return TimeUtils.parseDuration(timeout.asText());
  }

  static Stream<JsonNode> alerts() {
    Path file = RepositoryFiles.DEPLOY.resolve("kubernetes/monitoring/alerts.yaml");
    List<JsonNode> documents = RepositoryFiles.documents(RepositoryFiles.text(file));
    JsonNode rules = documents.get(0).at("/spec/groups/0/rules");
    return Stream.iterate(0, i -> i < rules.size(), i -> i + 1).map(rules::get);
  }
}
