package io.understudy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.model.engine.Networks;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamBenchITCase {
  private static final Preset SMALLEST =
      new Preset(
          "smallest",
          new FommConfiguration(
              new KeypointDetectorConfiguration(2, 3, 4, 8, 2, 0.25, 0.1, false),
              new DenseMotionConfiguration(4, 8, 2, 0.25),
              new FommGeneratorConfiguration(2, 8, 2, 1),
              false));

  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void severalStreamsAreMeasuredSaturatedAtAFixedRateAndOverloaded() throws IOException {
    Path json = folder.resolve("streams.json");

    int exit =
        UnderstudyCommand.execute(
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true),
            "bench",
            "--streams=1,4",
            "--fps=2",
            "--overload=4",
            "--seconds=2",
            "--settle=1",
            "--set=model.preset=smallest",
            "--set=model.weights=" + weights(),
            "--set=model.threads=1",
            "--set=live.max-queued-frames-per-stream=2",
            "--set=live.deadline=600s",
            "--json=" + json);

    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode tables = new ObjectMapper().readTree(json.toFile()).at("/tables");
    JsonNode saturated = tables.at("/0/rows");
    assertThat(saturated.findValues("streams")).extracting(JsonNode::asInt).containsExactly(1, 4);
    assertThat(saturated.findValues("frames/s")).allMatch(rate -> rate.asDouble() > 0);
    assertThat(saturated.at("/1/frames in a batch").asDouble())
        .isGreaterThan(saturated.at("/0/frames in a batch").asDouble());
    assertThat(tables.at("/1/rows").findValues("frames/s asked"))
        .extracting(JsonNode::asDouble)
        .containsExactly(2.0, 8.0);
    assertThat(tables.at("/2/rows")).hasSize(2).allMatch(row -> row.has("network"));
    assertThat(tables.at("/3/rows")).hasSize(2).allMatch(row -> row.has("Kafka broker"));
    assertThat(tables.at("/4/rows").findValues("frames out"))
        .allMatch(frames -> frames.asInt() > 0);
    assertThat(tables.at("/5/rows/0/dropped by reason").asText()).contains("queue-full");
  }

  private Path weights() throws IOException {
    Path file = folder.resolve("smallest.safetensors");
    WeightsFile.write(
        FormulaWeights.of(SMALLEST, Networks.specs(SMALLEST.configuration()), 3), file);
    return file;
  }
}
