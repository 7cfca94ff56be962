package io.understudy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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
    "--size, 100",
    "--pairs, 0",
    "--evaluation, -1",
    "--preset, gomm",
    "--set, a=b"
  })
  void aWrongOptionIsRefusedInOneSentenceBeforeAnythingRuns(String option, String value) {
    assertThat(understudy("bench", option, value)).isEqualTo(2);
    assertThat(err.toString().strip()).isNotEmpty().doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void bothPrecisionsAreMeasuredAndWrittenAsJson() throws IOException {
    Path json = folder.resolve("bench.json");

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
            json.toString());

    assertThat(exit).isZero();
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
