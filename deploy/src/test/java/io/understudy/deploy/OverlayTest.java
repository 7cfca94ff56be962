package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests as {@code kubectl apply -k} would send them. */
class OverlayTest {
  @ParameterizedTest
  @ValueSource(strings = {"overlays/cpu", "overlays/gpu", "overlays/session"})
  void everyOverlayIsWhatTheOperatorTakes(String overlay) throws Exception {
    Kustomization rendered = Kustomization.of(overlay);

    for (String kind : new String[] {"FlinkDeployment", "FlinkSessionJob"}) {
      for (JsonNode manifest : rendered.ofKind(kind)) {
        assertThat(OperatorSchema.of(kind).complaints(manifest)).isEmpty();
      }
    }
    assertThat(rendered.manifests())
        .allSatisfy(
            manifest ->
                assertThat(manifest.at("/metadata/namespace").asText()).isEqualTo("understudy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/cpu", "overlays/gpu", "overlays/session"})
  void aChangedConfigurationChangesTheDeployment(String overlay) throws Exception {
    Kustomization rendered = Kustomization.of(overlay);
    JsonNode volumes = rendered.only("FlinkDeployment").at("/spec/podTemplate/spec/volumes");

    String mounted = volumes.findPath("configMap").path("name").asText();

    assertThat(mounted).matches("understudy-[a-z0-9]{10}");
    assertThat(rendered.ofKind("ConfigMap"))
        .extracting(map -> map.at("/metadata/name").asText())
        .contains(mounted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/cpu", "overlays/gpu", "overlays/session"})
  void thePodMonitorSelectsThePodsAndTheirPort(String overlay) throws Exception {
    Kustomization rendered = Kustomization.of(overlay);
    JsonNode monitor = rendered.only("PodMonitor").get("spec");
    JsonNode pods = rendered.only("FlinkDeployment").at("/spec/podTemplate");

    assertThat(pods.at("/metadata/labels")).isEqualTo(monitor.at("/selector/matchLabels"));
    JsonNode port = pods.at("/spec/containers/0/ports/0");
    assertThat(port.get("name")).isEqualTo(monitor.at("/podMetricsEndpoints/0/port"));
    assertThat(port.get("containerPort").asText())
        .isEqualTo(
            rendered
                .only("FlinkDeployment")
                .at("/spec/flinkConfiguration/metrics.reporter.prom.port")
                .asText());
  }

  @Test
  void theGpuOverlayAsksForOneGpuAndKeepsTheRest() throws Exception {
    JsonNode spec = Kustomization.of("overlays/gpu").only("FlinkDeployment").get("spec");

    JsonNode settings = spec.get("flinkConfiguration");
    assertThat(settings.get("external-resource.gpu.kubernetes.config-key").asText())
        .isEqualTo("nvidia.com/gpu");
    assertThat(settings.get("high-availability.type").asText()).isEqualTo("kubernetes");
    assertThat(spec.get("image").asText()).endsWith("-cuda");
    JsonNode onCpu = Kustomization.of("overlays/cpu").only("FlinkDeployment").get("spec");
    String container = "/podTemplate/spec/containers/0";
    assertThat(onCpu.at(container).get("volumeMounts")).isNotEmpty();
    assertThat(spec.at(container)).isEqualTo(onCpu.at(container));
  }

  @Test
  void theSessionVariantRunsTheSameJobOnAClusterWithoutOne() throws Exception {
    Kustomization session = Kustomization.of("overlays/session");
    JsonNode application = Kustomization.of("overlays/cpu").only("FlinkDeployment");
    JsonNode cluster = session.only("FlinkDeployment");
    JsonNode job = session.only("FlinkSessionJob").get("spec");

    assertThat(cluster.at("/spec").has("job")).isFalse();
    assertThat(job.get("deploymentName")).isEqualTo(cluster.at("/metadata/name"));
    // What a changed configuration does not change here is changed by hand: the README says when.
    assertThat(job.get("restartNonce").asInt()).isPositive();
    assertThat(RepositoryFiles.text(RepositoryFiles.DEPLOY.resolve("README.md")))
        .contains("`restartNonce`");
    for (String key : new String[] {"entryClass", "args", "upgradeMode", "allowNonRestoredState"}) {
      assertThat(job.at("/job").get(key)).as(key).isEqualTo(application.at("/spec/job").get(key));
    }
  }
}
