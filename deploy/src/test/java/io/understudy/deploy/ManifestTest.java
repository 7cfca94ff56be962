package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.BundledWeights;
import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;

/** The manifests as they are written, without Kubernetes. */
class ManifestTest {
  private static final Path KUBERNETES = RepositoryFiles.DEPLOY.resolve("kubernetes");
  private static final Path DEPLOYMENT = KUBERNETES.resolve("base/flink-deployment.yaml");

  @Test
  void everyFlinkManifestIsWhatTheOperatorTakes() {
    List<JsonNode> manifests =
        RepositoryFiles.yamlFiles(KUBERNETES).stream()
            .flatMap(file -> RepositoryFiles.documents(RepositoryFiles.text(file)).stream())
            .filter(node -> node.path("apiVersion").asText().startsWith("flink.apache.org/"))
            .toList();

    assertThat(manifests).hasSize(3);
    for (JsonNode manifest : manifests) {
      String kind = manifest.path("kind").asText();
      assertThat(OperatorSchema.of(kind).complaints(manifest)).as(manifest.toString()).isEmpty();
    }
  }

  @Test
  void aMisspeltKeyAndAWrongTypeAreFound() {
    ObjectNode manifest = (ObjectNode) deployment();
    ((ObjectNode) manifest.at("/spec/job")).put("upgradMode", "savepoint");
    ((ObjectNode) manifest.at("/spec/taskManager/resource")).put("cpu", "four");

    assertThat(String.join("\n", OperatorSchema.of("FlinkDeployment").complaints(manifest)))
        .contains("upgradMode")
        .contains("cpu");
  }

  @Test
  void theProgramAndTheConfigurationOfTheJobExist() {
    JsonNode job = deployment().at("/spec/job");
    JsonNode arguments = job.get("args");

    assertThat(job.get("entryClass").asText()).isEqualTo(LiveJob.class.getName());
    assertThat(arguments.get(0).asText()).isEqualTo("--config");
    assertThat(arguments.get(1).asText()).endsWith("/understudy.yaml");
    UnderstudyConfiguration configuration =
        UnderstudyConfiguration.read(KUBERNETES.resolve("base/understudy.yaml"), List.of());
    assertThat(configuration.model().weights()).isEqualTo("bundled");
    assertThat(BundledWeights.find(Presets.named(configuration.model().preset()))).isPresent();
  }

  /** The configuration decides over both; a manifest that says otherwise would mislead. */
  @Test
  void noManifestNamesAnotherParallelismOrIntervalThanTheJobTakes() {
    UnderstudyConfiguration configuration =
        UnderstudyConfiguration.read(KUBERNETES.resolve("base/understudy.yaml"), List.of());
    JsonNode sessionJob = manifest(KUBERNETES.resolve("overlays/session/session-job.yaml"));

    for (JsonNode manifest : List.of(deployment(), sessionJob)) {
      assertThat(manifest.at("/spec/job/parallelism").asInt())
          .isEqualTo(configuration.runtime().parallelism());
    }
    assertThat(deployment().at("/spec/flinkConfiguration").fieldNames())
        .toIterable()
        .doesNotContain("execution.checkpointing.interval", "parallelism.default");
  }

  @Test
  void flinkAcceptsTheMemoryOfTheTaskManager() {
    Configuration settings = new Configuration();
    JsonNode given = deployment().at("/spec/flinkConfiguration");
    given
        .properties()
        .forEach(entry -> settings.setString(entry.getKey(), entry.getValue().asText()));
    String memory = deployment().at("/spec/taskManager/resource/memory").asText();
    settings.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(memory));

    var specification = TaskExecutorProcessUtils.processSpecFromConfig(settings);

    assertThat(specification.getTaskOffHeapSize()).isEqualTo(MemorySize.parse("6g"));
    assertThat(specification.getTaskHeapSize()).isGreaterThan(MemorySize.parse("2g"));
  }

  @Test
  void everySettingOfFlinkIsOneThatFlinkKnows() {
    for (Path file : List.of(DEPLOYMENT, KUBERNETES.resolve("overlays/gpu/gpu.yaml"))) {
      JsonNode manifest = RepositoryFiles.documents(RepositoryFiles.text(file)).get(0);
      assertThat(manifest.at("/spec/flinkConfiguration").fieldNames())
          .toIterable()
          .isNotEmpty()
          .allSatisfy(key -> assertThat(FlinkKeys.known()).anyMatch(key::matches));
    }
  }

  private static JsonNode deployment() {
    return manifest(DEPLOYMENT);
  }

  private static JsonNode manifest(Path file) {
    return RepositoryFiles.documents(RepositoryFiles.text(file)).get(0);
  }
}
