package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alert has its runbook page, and every page its alert. */
class AlertTest {
  private static final Path RUNBOOKS = RepositoryFiles.ROOT.resolve("docs/runbooks");

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

  static Stream<JsonNode> alerts() {
    Path file = RepositoryFiles.DEPLOY.resolve("kubernetes/monitoring/alerts.yaml");
    List<JsonNode> documents = RepositoryFiles.documents(RepositoryFiles.text(file));
    JsonNode rules = documents.get(0).at("/spec/groups/0/rules");
    return Stream.iterate(0, i -> i < rules.size(), i -> i + 1).map(rules::get);
  }
}
