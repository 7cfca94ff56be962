package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.understudy.operators.metric.LiveMetric;
import io.understudy.pipeline.local.BrokerPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The running job's metrics as Prometheus reads them, with the reporter of the manifests. */
class PrometheusITCase {
  private static final Path KUBERNETES =
      Path.of(System.getProperty("understudy.root"), "deploy", "kubernetes");
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final String LABELLED = OPERATOR + "reason_";
  private static final Pattern SELECTOR = Pattern.compile("flink_\\w+(\\{[^}]*})?");
  private static final int FRAMES = 10;

  static final List<String> QUERIES =
      Stream.concat(dashboardQueries().stream(), alertQueries().stream()).toList();

  private static Rig rig;
  private static Scrape scrape;

  @BeforeAll
  static void runTheJob() throws Exception {
    int port = BrokerPorts.free().clientPort();
    rig = new Rig(reporter(port)).start();
    rig.publishSource("portrait", 1);
    rig.startStream("feed", "portrait");
    rig.publishFrames("feed", 1, 0, FRAMES);
    rig.awaitFrames(FRAMES);
    scrape = Scrape.of(port);
  }

  @AfterAll
  static void stopTheJob() {
    rig.close();
  }

  @Test
  void countsTheFramesThatTheJobSaw() {
    assertThat(scrape.sum(OPERATOR + "framesIn")).isEqualTo(FRAMES);
    assertThat(scrape.sum(OPERATOR + "framesOut")).isEqualTo(FRAMES);
    assertThat(scrape.sum(LABELLED + "framesDropped")).isZero();
    assertThat(scrape.sum(OPERATOR + "captureToOutputMicros_count")).isEqualTo(FRAMES);
  }

  @ParameterizedTest
  @EnumSource
  void exportsEveryMetricOfTheJob(LiveMetric metric) {
    assertThat(
            scrape.has(OPERATOR + metric.metricName())
                || scrape.has(LABELLED + metric.metricName()))
        .as(metric.metricName())
        .isTrue();
  }

  @ParameterizedTest
  @FieldSource("QUERIES")
  void everyQueryOfDashboardAndAlertsFindsWhatItAsksFor(String query) {
    List<String> selectors = SELECTOR.matcher(query).results().map(MatchResult::group).toList();

    assertThat(selectors).as(query).isNotEmpty().allMatch(scrape::has);
  }

  @Test
  void aQueryForAMetricThatDoesNotExistIsFound() {
    assertThat(scrape.has(OPERATOR + "framesLost")).isFalse();
    assertThat(scrape.has(OPERATOR + "queueMicros{quantile=\"0.9\"}")).isFalse();
    assertThat(scrape.has(LABELLED + "framesDropped{reason=~\"tired|bored\"}")).isFalse();
  }

  private static Map<String, String> reporter(int port) {
    Map<String, String> settings = new TreeMap<>();
    read(new YAMLMapper(), "base/flink-deployment.yaml")
        .at("/spec/flinkConfiguration")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    settings.keySet().removeIf(key -> !key.startsWith("metrics."));
    assertThat(settings).containsEntry("metrics.reporter.prom.port", "9249");
    settings.put("metrics.reporter.prom.port", Integer.toString(port));
    return settings;
  }

  private static List<String> dashboardQueries() {
    return read(new ObjectMapper(), "monitoring/dashboard.json").findValuesAsText("expr");
  }

  private static List<String> alertQueries() {
    return read(new YAMLMapper(), "monitoring/alerts.yaml").findValuesAsText("expr");
  }

  private static JsonNode read(ObjectMapper mapper, String file) {
    try {
      return mapper.readTree(KUBERNETES.resolve(file).toFile());
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
