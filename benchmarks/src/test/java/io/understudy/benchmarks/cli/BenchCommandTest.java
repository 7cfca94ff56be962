package io.understudy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int understudy(String... arguments) {
    return UnderstudyCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void theCommandLineListsWhatTheBenchmarksAdd() {
    assertThat(understudy("--help")).isZero();
    assertThat(out.toString()).contains("bench").contains("jmh");
  }

  @ParameterizedTest
  @CsvSource({
    "--rounds, 0",
    "--warm-up, -1",
    "--frames, 99",
    "--streams, 0",
    "--settle, -1",
    "--size, 100",
    "--pairs, 0",
    "--evaluation, -1",
    "--preset, gomm",
    "--append, pom.xml",
    "--machine, A",
    "--set, a=b"
  })
  void aWrongOptionIsRefusedInOneSentenceBeforeAnythingRuns(String option, String value) {
    assertThat(understudy("bench", option, value)).isEqualTo(2);
    assertThat(err.toString().strip()).isNotEmpty().doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aPageWithoutTheTableOfNetworksIsRefusedAsItIs() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "# Results\n");

    assertThat(understudy("bench", "--append", page.toString(), "--machine", "A")).isEqualTo(2);
    assertThat(err.toString()).contains("page.md", "| commit | machine |");
    assertThat(Files.readString(page)).isEqualTo("# Results\n");
  }

  @Test
  void rowsAreAppendedOnlyOfNetworks() {
    assertThat(
            understudy(
                "bench", "--profile", "fomm-compact", "--append", "pom.xml", "--machine", "A"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--profile");
  }

  @Test
  void theResultsOfThisRepositoryHaveTheTableThatRowsAreAddedTo() {
    assertThat(Path.of("RESULTS.md")).content().contains(ResultsOptions.HEAD + "\n|---");
  }

  @Test
  void bothPrecisionsAreMeasuredAndWrittenAsJsonAndAsNewestRows() throws IOException {
    Path json = folder.resolve("bench.json");
    Path page = folder.resolve("results.md");
    Files.write(page, List.of("# Results", ResultsOptions.HEAD, "|---|", "| older |", "", "End"));

    int exit =
        understudy(
            "bench",
            "--preset",
            "fomm-compact",
            "--rounds",
            "1",
            "--warm-up",
            "0",
            "--frames",
            "0",
            "--json",
            json.toString(),
            "--append",
            page.toString(),
            "--machine",
            "A, loaded");

    assertThat(exit).isZero();
    List<String> lines = Files.readAllLines(page);
    assertThat(lines).hasSize(8).endsWith("| older |", "", "End");
    assertThat(lines.get(3))
        .contains("| A, loaded, 1 rounds | fomm-compact | frame | 11.5 |")
        .endsWith(" dB |");
    assertThat(lines.get(4)).contains("| fomm-compact | source |");
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).at("/tables/0/rows");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("GMAC").asDouble()).isBetween(11.0, 12.0);
    assertThat(rows.get(0).get("PSNR dB").asDouble()).isGreaterThan(38);
    assertThat(out.toString()).contains("fomm-compact", "frame", "source");
  }

  @Test
  void aProfileTellsWhereAFramesTimeGoes() throws IOException {
    Path json = folder.resolve("profile.json");

    int exit =
        understudy(
            "bench", "--profile", "ostnet-compact", "--rounds", "1", "--json", json.toString());

    assertThat(exit).isZero();
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).at("/tables/0/rows");
    assertThat(rows.findValuesAsText("layers")).contains("convolution 3x3", "memory order");
    assertThat(rows.findValues("share %").stream().mapToDouble(JsonNode::asDouble).sum())
        .isCloseTo(100, within(1.0));
    assertThat(rows.findValues("of ceiling %")).allMatch(share -> share.asDouble() < 300);
  }
}
