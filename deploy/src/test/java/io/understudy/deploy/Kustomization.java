package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The manifests that {@code kubectl kustomize} renders; tests that need it are skipped without. */
record Kustomization(List<JsonNode> manifests) {
  static Kustomization of(String overlay) throws IOException, InterruptedException {
    String directory = RepositoryFiles.DEPLOY.resolve("kubernetes").resolve(overlay).toString();
    Process process;
    try {
      process =
          new ProcessBuilder("kubectl", "kustomize", directory).redirectErrorStream(true).start();
    } catch (IOException notInstalled) {
      assumeTrue(false, "kubectl is not installed");
      return null;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return new Kustomization(RepositoryFiles.documents(output));
  }

  List<JsonNode> ofKind(String kind) {
    return manifests.stream().filter(node -> node.path("kind").asText().equals(kind)).toList();
  }

  JsonNode only(String kind) {
    assertThat(ofKind(kind)).as(kind).hasSize(1);
    return ofKind(kind).get(0);
  }
}
