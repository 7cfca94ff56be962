package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The image's build file, the build that fills it and the manifests agree. */
class ImageTest {
  private static final String DOCKERFILE =
      RepositoryFiles.text(RepositoryFiles.DEPLOY.resolve("image/Dockerfile"));
  private static final String BUILD =
      RepositoryFiles.text(RepositoryFiles.DEPLOY.resolve("pom.xml"));
  private static final JsonNode SPEC =
      RepositoryFiles.documents(
              RepositoryFiles.text(
                  RepositoryFiles.DEPLOY.resolve("kubernetes/base/flink-deployment.yaml")))
          .get(0)
          .get("spec");

  @Test
  void takesTheLibrariesAndTheJobFromWhereTheBuildPutsThem() {
    assertThat(BUILD).contains("image/lib<").contains("image/usrlib/understudy-job.jar<");
    assertThat(DOCKERFILE)
        .contains("target/image/lib/ /opt/flink/lib/")
        .contains("target/image/usrlib/ /opt/flink/usrlib/");
    assertThat(SPEC.at("/job/jarURI").asText())
        .isEqualTo("local:///opt/flink/usrlib/understudy-job.jar");
  }

  @Test
  void isBuiltOnTheVersionOfFlinkThatTheJobIsBuiltWith() {
    String root = RepositoryFiles.text(RepositoryFiles.ROOT.resolve("pom.xml"));
    String version = root.replaceAll("(?s).*<flink.version>(.*?)</flink.version>.*", "$1");

    assertThat(DOCKERFILE).contains("FROM flink:" + version + "-java17 ");
    assertThat(SPEC.get("flinkVersion").asText())
        .isEqualTo("v" + version.replaceAll("\\.\\d+$", "").replace('.', '_'));
  }

  @Test
  void hasAVariantForCpusAndOneForGpus() {
    assertThat(DOCKERFILE).contains("FROM engine AS cpu\n").contains("FROM engine AS cuda\n");
  }

  @Test
  void keepsOpenMpFromSpinningAndEverythingOffTheNetwork() {
    assertThat(DOCKERFILE).contains("OMP_WAIT_POLICY=PASSIVE").contains("DJL_OFFLINE=true");
    assertThat(SPEC.at("/podTemplate/spec/containers/0/env").toString())
        .contains("{\"name\":\"OMP_WAIT_POLICY\",\"value\":\"PASSIVE\"}");
  }

  @Test
  void everyGroupWithNativesIsLoadedByFlinkOnly() {
    String patterns =
        SPEC.at("/flinkConfiguration/classloader.parent-first-patterns.additional").asText();

    assertThat(List.of(patterns.split(";")))
        .containsExactlyInAnyOrder("ai.djl.", "com.sun.jna.", "org.bytedeco.", "com.github.luben.");
    assertThat(BUILD)
        .contains("ai.djl,ai.djl.pytorch,net.java.dev.jna,")
        .doesNotContain("<include>ai.djl")
        .doesNotContain("<include>org.bytedeco");
  }

  @Test
  void theNetworksLieBesideTheNativesThatTheyCallFromWithinTheirPackage() {
    assertThat(BUILD)
        .contains("<includeArtifactIds>understudy-model</includeArtifactIds>")
        .doesNotContain("<include>io.understudy:*")
        .doesNotContain("<include>io.understudy:understudy-model");
  }
}
