package io.understudy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandITCase {
  private static final int STREAMS = 50;
  private static final int TASKS = 4;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int simulate(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "simulate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return UnderstudyCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  @Tag("slow")
  @Test
  void fiftyStreamsSpreadOverTasksKeepStateAndComeBackAfterAFailure() throws IOException {
    Path json = folder.resolve("simulation.json");
    Path markdown = folder.resolve("simulation.md");

    int exit =
        simulate(
            "--streams=" + STREAMS,
            "--tasks=" + TASKS,
            "--fps=1",
            "--warm-up=2",
            "--seconds=10",
            "--cost=1=2,8=6",
            "--set=checkpoint.interval=1s",
            "--set=live.deadline=60s",
            "--json=" + json,
            "--markdown=" + markdown);

    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode tables = new ObjectMapper().readTree(json.toFile()).at("/tables");
    JsonNode measured = tables.get(1).get("rows");
    assertThat(text(measured, "streams of a task: least, median, most").split(", "))
        .as("least, median and most streams of a task")
        .satisfies(
            spread ->
                assertThat(Long.parseLong(spread[2]))
                    .isBetween(STREAMS / TASKS + 1L, (long) STREAMS));
    assertThat(number(measured, "driving-frames")).isEqualTo(STREAMS * 10);
    assertThat(number(measured, "reenacted-frames")).isEqualTo(STREAMS * 10);
    assertThat(number(measured, "driving-frames, a record")).isBetween(2_000.0, 100_000.0);
    assertThat(number(measured, "checkpoints")).isPositive();
    double featureBytes = number(tables.get(0).get("rows"), "features of a source, measured");
    assertThat(number(measured, "state of a checkpoint"))
        .as("MB of state, which holds every source's features")
        .isGreaterThan(0.5 * STREAMS * featureBytes / 1e6);
    assertThat(number(measured, "a task fails: all tasks run again after")).isPositive();
    assertThat(number(measured, "a task fails: frames come out again after")).isPositive();
    assertThat(Files.readString(markdown)).contains("| dropped | 0.0 | % |");
  }

  @ParameterizedTest
  @CsvSource({
    "--streams=0, within 1..20000",
    "--fps=0, --fps above 0",
    "--seconds=19, twice checkpoint.interval",
    "--faster=0, --faster above 0",
    "--cost=0=1, at least 1 frame"
  })
  void aWrongOptionIsRefusedInOneSentenceBeforeAnythingRuns(String option, String rule) {
    assertThat(simulate(option)).isEqualTo(2);
    assertThat(err.toString().strip()).contains(rule).doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"tables\": []}",
        "{\"tables\": [{\"rows\": [{\"preset\": \"fomm-compact\", \"exact s\": 0.2}]}]}"
      })
  void aFileWithoutTheTableOfBatchesIsRefusedInsteadOfMeasuringAnew(String json)
      throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), json);

    assertThat(simulate("--cost-from=" + file)).isEqualTo(2);
    assertThat(err.toString().strip())
        .contains(file.toString(), "'frames in a batch'")
        .doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  private static String text(JsonNode rows, String what) {
    for (JsonNode row : rows) {
      if (row.get("what").asText().equals(what)) {
        return row.get("figure").asText();
      }
    }
    throw new AssertionError("no row '" + what + "'");
  }

  private static double number(JsonNode rows, String what) {
    return Double.parseDouble(text(rows, what));
  }
}
