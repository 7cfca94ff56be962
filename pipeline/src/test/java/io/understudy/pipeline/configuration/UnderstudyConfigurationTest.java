package io.understudy.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.kernel.Precision;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnderstudyConfigurationTest {
  @TempDir Path folder;

  @Test
  void pinsEveryDefault() {
    assertThat(UnderstudyConfiguration.defaults())
        .isEqualTo(
            new UnderstudyConfiguration(
                new UnderstudyConfiguration.Kafka(
                    "127.0.0.1:9092", "", DeliveryGuarantee.AT_LEAST_ONCE, Map.of()),
                new UnderstudyConfiguration.Model(
                    "fomm-compact", "initial", Precision.FAST, "cpu", 0),
                new UnderstudyConfiguration.Checkpoint(Duration.ofSeconds(10), ""),
                new UnderstudyConfiguration.Runtime(1)));
  }

  @Test
  void readsEveryKeyFromTheFile() throws IOException {
    Path file =
        write(
            """
            kafka:
              bootstrap: one:9092,two:9093
              topic-prefix: studio.
              delivery: exactly-once
              client:
                fetch.max.bytes: 1000
                security:
                  protocol: SSL
            model:
              preset: synergize-256
              weights: /weights/synergize
              precision: exact
              device: gpu1
              threads: 3
            checkpoint:
              interval: 500 ms
              dir: s3://bucket/checkpoints
            runtime:
              parallelism: 4
            """);

    assertThat(UnderstudyConfiguration.read(file, List.of()))
        .isEqualTo(
            new UnderstudyConfiguration(
                new UnderstudyConfiguration.Kafka(
                    "one:9092,two:9093",
                    "studio.",
                    DeliveryGuarantee.EXACTLY_ONCE,
                    Map.of("fetch.max.bytes", "1000", "security.protocol", "SSL")),
                new UnderstudyConfiguration.Model(
                    "synergize-256", "/weights/synergize", Precision.EXACT, "gpu1", 3),
                new UnderstudyConfiguration.Checkpoint(
                    Duration.ofMillis(500), "s3://bucket/checkpoints"),
                new UnderstudyConfiguration.Runtime(4)));
  }

  @Test
  void letsTheLastAssignmentWin() throws IOException {
    Path file = write("model: {precision: fast}");

    UnderstudyConfiguration read =
        UnderstudyConfiguration.read(
            file, List.of("model.precision=fast", "model.precision=exact"));

    assertThat(read.model().precision()).isEqualTo(Precision.EXACT);
  }

  @Test
  void takesAnEmptyFileAsDefaults() throws IOException {
    assertThat(UnderstudyConfiguration.read(write("# nothing yet\n"), List.of()))
        .isEqualTo(UnderstudyConfiguration.defaults());
  }

  @Test
  void suggestsTheNearestKeyForAnUnknownOne() {
    refuses("model.persision=exact")
        .hasMessage(
            "unknown key 'model.persision' in the configuration; did you mean 'model.precision'?");
  }

  @Test
  void namesTheKeyAndTheRuleOfAWrongValue() {
    refuses("model.precision=fats").hasMessageContaining("model.precision must be one of");
    refuses("model.threads=many").hasMessageContaining("a whole number within 0..256, got 'many'");
    refuses("runtime.parallelism=0").hasMessageContaining("within 1..128, got '0'");
    refuses("checkpoint.interval=10").hasMessageContaining("with its unit");
    refuses("checkpoint.interval=2h").hasMessageContaining("checkpoint.interval must be a time");
    refuses("kafka.bootstrap=localhost").hasMessageContaining("HOST:PORT");
    refuses("kafka.topic-prefix=a/b").hasMessageContaining("kafka.topic-prefix");
    refuses("model.device=tpu").hasMessageContaining("cpu, gpu or gpuN");
  }

  @Test
  void refusesAnAssignmentWithoutAValue() {
    refuses("model.precision").hasMessageContaining("--set takes KEY=VALUE");
  }

  @Test
  void refusesAFileThatIsNotYaml() throws IOException {
    Path file = write("kafka: {bootstrap: [\n");

    assertThatThrownBy(() -> UnderstudyConfiguration.read(file, List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is not YAML")
        .hasMessageContaining("line");
  }

  @Test
  void refusesAListAndAMissingFile() throws IOException {
    Path list = write("model: {preset: [a, b]}");

    assertThatThrownBy(() -> UnderstudyConfiguration.read(list, List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("model.preset must be a single value");
    assertThatThrownBy(() -> UnderstudyConfiguration.read(folder.resolve("none"), List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cannot be read");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refuses(String assignment) {
    return assertThatThrownBy(() -> UnderstudyConfiguration.read(null, List.of(assignment)))
        .isInstanceOf(BadInputException.class);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("understudy.yaml"), yaml);
  }
}
