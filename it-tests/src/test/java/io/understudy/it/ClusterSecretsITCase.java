package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.TemporaryDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a cluster tells of the passwords that its jobs were given on the command line, while all its
 * loggers talk as much as they can: nothing.
 */
@Tag("slow")
class ClusterSecretsITCase {
  private static final String WRONG_PASSWORD = "a-guess-that-fails";
  private static final int FRAMES = 6;
  private static final Pattern REPORTER =
      Pattern.compile("Started PrometheusReporter HTTP server on port (\\d+)");

  @Test
  @Timeout(300)
  void neitherLogsNorPagesNorMetricsShowAPassword() throws Exception {
    try (TemporaryDirectory folder = TemporaryDirectory.create("secrets");
        TestPictures pictures = new TestPictures();
        SecureBroker broker = new SecureBroker();
        Lane lane = new Lane(configuration(broker, folder));
        StandaloneCluster cluster =
            new StandaloneCluster(folder.path().resolve("cluster"), ClusterSecretsITCase::loud)) {
      cluster.run(LiveJob.class, assignments(broker, folder, SecureBroker.password("admin")));
      lane.publish(TestRecords.source("portrait", 1, pictures.portrait(1)));
      lane.startStream("feed", "portrait", DeliveryMode.COMPLETE);
      for (int number = 0; number < FRAMES; number++) {
        lane.publish(TestRecords.frame("feed", number, 0, pictures.driving(1, number)));
      }
      lane.arrivals().awaitSequence("feed", FRAMES - 1);
      cluster.run(LiveJob.class, assignments(broker, folder, WRONG_PASSWORD));
      awaitLog(cluster, "SaslAuthenticationException");

      assertTellsNothing(cluster);
    }
  }

  private static void assertTellsNothing(StandaloneCluster cluster) {
    ClusterPages pages = new ClusterPages(cluster.restPort());
    String logs = cluster.logs();
    List<String> secrets = new ArrayList<>(SecureBroker.secrets());
    secrets.add(WRONG_PASSWORD);

    assertThat(logs).contains("sasl.jaas.config = [hidden]").doesNotContain(secrets);
    assertThat(pages.all())
        .hasSizeGreaterThan(50)
        .allSatisfy((path, page) -> assertThat(page).isNotEmpty().doesNotContain(secrets));
    assertThat(REPORTER.matcher(logs).results().map(found -> Integer.valueOf(found.group(1))))
        .hasSize(2)
        .allSatisfy(
            port ->
                assertThat(pages.get(port, "/metrics")).contains("flink_").doesNotContain(secrets));
  }

  private static UnderstudyConfiguration configuration(
      SecureBroker broker, TemporaryDirectory folder) {
    return UnderstudyConfiguration.read(
        null, assignments(broker, folder, SecureBroker.password("admin")));
  }

  private static List<String> assignments(
      SecureBroker broker, TemporaryDirectory folder, String password) {
    List<String> assignments =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap=" + broker.bootstrapServers(),
                "kafka.driving-start=earliest",
                "model.preset=" + TinyModel.SMALLEST.name(),
                "model.weights=" + TinyModel.write(TinyModel.SMALLEST, folder.path()),
                "model.precision=exact",
                "model.threads=1",
                "checkpoint.interval=1s",
                "live.unlabelled-allowed=true"));
    broker
        .client("admin", password)
        .forEach((key, value) -> assignments.add("kafka.client." + key + "=" + value));
    return assignments;
  }

  private static List<String> loud(List<String> command) {
    List<String> loud = new ArrayList<>();
    loud.addAll(
        List.of("env", "JAVA_TOOL_OPTIONS=" + ShortLife.OPTIONS + " -Dunderstudy.log=debug"));
    loud.addAll(command);
    return loud;
  }

  private static void awaitLog(StandaloneCluster cluster, String text) {
    while (!cluster.logs().contains(text)) {
      LockSupport.parkNanos(100_000_000);
    }
  }
}
