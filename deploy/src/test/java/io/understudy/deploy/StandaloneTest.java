package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;

/** The standalone cluster's settings, without starting it. */
class StandaloneTest {
  private static final Path STANDALONE = RepositoryFiles.DEPLOY.resolve("standalone");
  private static final Configuration SETTINGS =
      GlobalConfiguration.loadConfiguration(STANDALONE.resolve("conf").toString());

  @Test
  void everySettingOfFlinkIsOneThatFlinkKnows() {
    assertThat(SETTINGS.keySet())
        .isNotEmpty()
        .allSatisfy(key -> assertThat(FlinkKeys.known()).anyMatch(key::matches));
  }

  @Test
  void flinkAcceptsTheMemoryOfTheTaskManager() {
    var specification = TaskExecutorProcessUtils.processSpecFromConfig(SETTINGS);

    assertThat(specification.getTaskOffHeapSize().getGibiBytes()).isEqualTo(6);
  }

  @Test
  void theSamePackagesBelongToTheClusterAsOnKubernetes() {
    String kubernetes =
        RepositoryFiles.text(
            RepositoryFiles.DEPLOY.resolve("kubernetes/base/flink-deployment.yaml"));

    assertThat(kubernetes)
        .contains(
            String.join(
                ";", SETTINGS.get(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL)));
  }

  @Test
  void theScriptCanBeRun() {
    assertThat(Files.isExecutable(STANDALONE.resolve("cluster"))).isTrue();
  }
}
