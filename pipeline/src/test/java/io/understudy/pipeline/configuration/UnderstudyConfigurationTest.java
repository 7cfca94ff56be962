package io.understudy.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.kernel.Precision;
import io.understudy.operators.BatchOptions;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.MarkOptions;
import io.understudy.operators.PictureOptions;
import io.understudy.operators.SessionDefaults;
import io.understudy.operators.SessionLimits;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnderstudyConfigurationTest {
  @TempDir Path folder;

  @Test
  void pinsEveryDefault() {
    assertThat(UnderstudyConfiguration.defaults())
        .isEqualTo(
            new UnderstudyConfiguration(
                new UnderstudyConfiguration.Kafka(
                    "127.0.0.1:9092",
                    "",
                    DeliveryGuarantee.AT_LEAST_ONCE,
                    "understudy",
                    DrivingStart.COMMITTED,
                    Map.of()),
                new UnderstudyConfiguration.Model(
                    "understudy-live",
                    "bundled",
                    Map.of(),
                    "",
                    Precision.FAST,
                    "cpu",
                    0,
                    2,
                    256,
                    0),
                new LiveOptions(
                    new BatchOptions(8, 3, 16, 512L << 20),
                    new SessionLimits(32, 256L << 20, 3000, 0),
                    new SessionDefaults("understudy-live", "", 2000, 0),
                    new PictureOptions(9 << 20, 1 << 24, 90),
                    new MarkOptions(false, "AI generated", ""),
                    128,
                    ""),
                new UnderstudyConfiguration.Checkpoint(Duration.ofSeconds(10), ""),
                new UnderstudyConfiguration.Runtime(1)));
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 2", "2, 2, 3", "2, 5, 5", "4, 1, 5", "1, 1, 1"})
  void sideBySideCallsHaveOneMoreBatchInFlight(int calls, int asked, int inFlight) {
    List<String> assignments =
        List.of("model.calls=" + calls, "live.max-batches-in-flight=" + asked);

    assertThat(UnderstudyConfiguration.read(null, assignments).live().batch().maxInFlight())
        .isEqualTo(inFlight);
  }

  /** Passwords for the deployment's broker are nothing for one that was made a moment ago. */
  @Test
  void aFreshBrokerIsSpokenToWithoutTheDeployedOnesSettings() {
    List<String> assignments =
        List.of(
            "kafka.topic-prefix=studio.",
            "kafka.client.security.protocol=SASL_SSL",
            "kafka.client.transaction.timeout.ms=700000");
    UnderstudyConfiguration.Kafka fresh =
        UnderstudyConfiguration.read(null, assignments).onFreshBroker("127.0.0.1:1").kafka();

    assertThat(fresh.client()).isEqualTo(Map.of("transaction.timeout.ms", "700000"));
    assertThat(fresh.bootstrap()).isEqualTo("127.0.0.1:1");
    assertThat(fresh.topicPrefix()).isEqualTo("studio.");
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
              group: studio-one
              driving-start: latest
              client:
                fetch.max.bytes: 1000
                security:
                  protocol: SSL
            model:
              preset: synergize-256
              weights: /weights/synergize
              weights-of:
                fomm-compact: /weights/fomm
                mcnet-256: initial
              announced-dir: /weights/announced
              precision: exact
              device: gpu1
              threads: 3
              calls: 1
              size-pixels: 512
              memory-noise-seed: 7
            live:
              max-batch-frames: 3
              max-batches-in-flight: 1
              max-queued-frames-per-stream: 5
              feature-cache: 1 GiB
              session-wait-frames: 6
              session-wait-size: 64 MiB
              session-wait: 250ms
              session-timeout: 5 min
              max-picture-size: 3 KiB
              max-picture-pixels: 1000
              jpeg-quality: 80
              unlabelled-allowed: true
              label-text: synthetic
              watermark-key-file: /keys/mark
              face-networks: /networks/faces
              deadline: 1 min
              scale-smoothing: 400 ms
            checkpoint:
              interval: 500 ms
              dir: s3://bucket/checkpoints
            runtime:
              parallelism: 4
            """);

    assertThat(Files.readString(file))
        .as("every key of the options table")
        .contains(Options.ALL.stream().map(UnderstudyConfigurationTest::leaf).toList());
    assertThat(UnderstudyConfiguration.read(file, List.of()))
        .isEqualTo(
            new UnderstudyConfiguration(
                new UnderstudyConfiguration.Kafka(
                    "one:9092,two:9093",
                    "studio.",
                    DeliveryGuarantee.EXACTLY_ONCE,
                    "studio-one",
                    DrivingStart.LATEST,
                    Map.of("fetch.max.bytes", "1000", "security.protocol", "SSL")),
                new UnderstudyConfiguration.Model(
                    "synergize-256",
                    "/weights/synergize",
                    Map.of("fomm-compact", "/weights/fomm", "mcnet-256", "initial"),
                    "/weights/announced",
                    Precision.EXACT,
                    "gpu1",
                    3,
                    1,
                    512,
                    7),
                new LiveOptions(
                    new BatchOptions(3, 1, 5, 1L << 30),
                    new SessionLimits(6, 64L << 20, 250, 300_000),
                    new SessionDefaults("synergize-256", "", 60_000, 400),
                    new PictureOptions(3 << 10, 1000, 80),
                    new MarkOptions(true, "synthetic", "/keys/mark"),
                    128,
                    "/networks/faces"),
                new UnderstudyConfiguration.Checkpoint(
                    Duration.ofMillis(500), "s3://bucket/checkpoints"),
                new UnderstudyConfiguration.Runtime(4)));
  }

  private static String leaf(Option<?> option) {
    return " " + option.key().substring(option.key().lastIndexOf('.') + 1) + ": ";
  }

  @Test
  void keepsTheDefaultsOfTheOperators() {
    LiveOptions live = UnderstudyConfiguration.defaults().live();

    assertThat(live)
        .usingRecursiveComparison()
        .ignoringFields("sessionDefaults.preset")
        .isEqualTo(LiveOptions.DEFAULTS);
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
    refuses("live.feature-cache=12").hasMessageContaining("a size within");
    refuses("live.unlabelled-allowed=yes").hasMessageContaining("true or false, got 'yes'");
    refuses("model.weights-of.mcnet-256=").hasMessageContaining("the path of a weights file");
    refuses("model.weights-of.MCNet=x")
        .hasMessageContaining("unknown key 'model.weights-of.MCNet'");
    refuses("model.device=tpu").hasMessageContaining("cpu, gpu or gpuN");
  }

  @Test
  void exactlyOnceNeedsCheckpointsWithinTheLifeOfATransaction() {
    String exactlyOnce = "kafka.delivery=exactly-once";

    refuses(exactlyOnce, "checkpoint.interval=10min")
        .hasMessage(
            "checkpoint.interval must be below kafka.client.transaction.timeout.ms (600000 ms) where"
                + " kafka.delivery is exactly-once, got 600000 ms: the broker would abort each"
                + " transaction before its checkpoint commits it; choose a shorter interval");
    refuses(exactlyOnce, "kafka.client.transaction.timeout.ms=5000")
        .hasMessageContaining("(5000 ms)")
        .hasMessageContaining("got 10000 ms");
    refuses(exactlyOnce, "kafka.client.transaction.timeout.ms=long")
        .hasMessageContaining("kafka.client.transaction.timeout.ms must be a whole number");
    assertThat(read(exactlyOnce, "checkpoint.interval=599s").checkpoint().interval())
        .isEqualTo(Duration.ofSeconds(599));
    assertThat(read("checkpoint.interval=1h").checkpoint().interval())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aPresetMayBeNamedWithItsParts() throws IOException {
    UnderstudyConfiguration read =
        UnderstudyConfiguration.read(
            write("model: {preset: fomm-compact:memory:scale}"),
            List.of("model.weights-of.ostnet-live:detail=/weights/live"));

    assertThat(read.model().preset()).isEqualTo("fomm-compact:memory:scale");
    assertThat(read.model().weightsOf())
        .containsExactly(Map.entry("ostnet-live:detail", "/weights/live"));
    refuses("model.preset=fomm:").hasMessageContaining("the name of a preset");
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
  void tellsNoPassword() {
    String password = "opens-the-broker";

    assertThat(
            UnderstudyConfiguration.read(null, List.of("kafka.client.ssl.key.password=" + password))
                .toString())
        .contains("ssl.key.password")
        .doesNotContain(password);
    refuses("kafka.client.ssl.key.password:" + password)
        .hasMessageContaining("'kafka.client.ssl.key.password...'");
  }

  @Test
  void refusesAYamlBombBeforeItUnfolds() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 x\n");
    for (int level = 1; level < 40; level++) {
      String alias = "*a" + (level - 1);
      bomb.append(
          "a%d: &a%d [%s, %s, %s, %s]\n".formatted(level, level, alias, alias, alias, alias));
    }
    Path file = write(bomb.toString());

    assertThatThrownBy(() -> UnderstudyConfiguration.read(file, List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a0");
  }

  @Test
  void refusesYamlThatNestsWithoutEnd() throws IOException {
    Path file = write("kafka: " + "[".repeat(100_000));

    assertThatThrownBy(() -> UnderstudyConfiguration.read(file, List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is not YAML");
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

  private static UnderstudyConfiguration read(String... assignments) {
    return UnderstudyConfiguration.read(null, List.of(assignments));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refuses(String... assignments) {
    return assertThatThrownBy(() -> read(assignments)).isInstanceOf(BadInputException.class);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("understudy.yaml"), yaml);
  }
}
