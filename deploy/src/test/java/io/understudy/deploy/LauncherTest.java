package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher hands to the JVM, told by a {@code java} that prints it. */
class LauncherTest {
  private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";
  private static final String ONE_COLLECTOR = "-XX:+UseSerialGC";

  private static final List<String> MEMORY =
      List.of(
          "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "GLIBC_TUNABLES");

  private static final List<String> OPTIONS =
      List.of("OMP_WAIT_POLICY", "UNDERSTUDY_JAVA_OPTS", "UNDERSTUDY_MAVEN_OPTS");

  private static final Map<String, String> CUDA = Map.of("UNDERSTUDY_MAVEN_OPTS", "-Pcuda");

  @TempDir private Path root;

  @BeforeEach
  void layOutABuild() throws IOException {
    Files.copy(RepositoryFiles.ROOT.resolve("understudy"), root.resolve("understudy"));
    Files.createFile(root.resolve("pom.xml"));
    for (String module : List.of("model", "connectors", "operators", "pipeline", "benchmarks")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.createFile(root.resolve(module).resolve("pom.xml"));
    }
    Path built = root.resolve("benchmarks/target/understudy.classpath");
    Files.createDirectories(built.getParent());
    Files.writeString(built, "one.jar:another.jar");
    Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
    program(
        "java",
        """
        [[ "$1" != -XshowSettings* ]] || { echo '    java.specification.version = 17' >&2; exit; }
        echo "OMP_WAIT_POLICY=$OMP_WAIT_POLICY $*"
        env | grep -E '^(MALLOC|GLIBC)_'
        """);
  }

  private void program(String name, String script) throws IOException {
    Path file = root.resolve("jdk/bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String handedOn(int cores, Map<String, String> environment, String... arguments)
      throws Exception {
    program("getconf", "echo " + cores + "\n");
    ProcessBuilder launcher = new ProcessBuilder(root.resolve("understudy").toString());
    launcher.command().addAll(List.of(arguments));
    launcher.environment().keySet().removeAll(MEMORY);
    launcher.environment().keySet().removeAll(OPTIONS);
    launcher.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    launcher
        .environment()
        .merge("PATH", root.resolve("jdk/bin").toString(), (path, first) -> first + ":" + path);
    launcher.environment().putAll(environment);
    Process process = launcher.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void aLiveJobOnFewCoresLeavesThemToTheNetwork() throws Exception {
    assertThat(handedOn(2, Map.of(), "run")).contains(ONE_COMPILER).contains(ONE_COLLECTOR);
    assertThat(handedOn(4, Map.of(), "bench")).contains(ONE_COMPILER).contains(ONE_COLLECTOR);
  }

  @Test
  void manyCoresAndWorkOfHoursHaveTheJvmAsItIs() throws Exception {
    assertThat(handedOn(8, Map.of(), "run")).doesNotContain(ONE_COMPILER, ONE_COLLECTOR);
    assertThat(handedOn(2, Map.of(), "train")).doesNotContain(ONE_COMPILER, ONE_COLLECTOR);
    assertThat(handedOn(2, Map.of(), "jmh")).doesNotContain(ONE_COMPILER, ONE_COLLECTOR);
    assertThat(handedOn(2, Map.of())).doesNotContain(ONE_COMPILER, ONE_COLLECTOR);
  }

  @Test
  void theEnvironmentWins() throws Exception {
    String own = "-XX:TieredStopAtLevel=4 -XX:+UseG1GC";

    assertThat(handedOn(2, Map.of("UNDERSTUDY_JAVA_OPTS", own), "run"))
        .containsSubsequence(ONE_COMPILER, own)
        .doesNotContain(ONE_COLLECTOR);
    assertThat(handedOn(2, Map.of("OMP_WAIT_POLICY", "ACTIVE"), "run"))
        .startsWith("OMP_WAIT_POLICY=ACTIVE ");
    assertThat(handedOn(2, Map.of(), "run")).startsWith("OMP_WAIT_POLICY=PASSIVE ");
  }

  @Test
  void otherOptionsOfTheBuildBuildAnew() throws Exception {
    program("javac", "");
    program("mvn", "echo \"builds $*\"\n");

    assertThat(handedOn(2, Map.of())).doesNotContain("builds");
    assertThat(handedOn(2, CUDA)).contains("builds").contains("-Pcuda");
    assertThat(handedOn(2, CUDA)).doesNotContain("builds");
    assertThat(handedOn(2, Map.of())).contains("builds").doesNotContain("-Pcuda");
    assertThat(handedOn(2, Map.of())).doesNotContain("builds");
  }

  @Test
  void aBuildByHandSinceThenIsOneWithoutOptions() throws Exception {
    program("javac", "");
    program("mvn", "echo \"builds $*\"\n");
    handedOn(2, CUDA);
    Path built = root.resolve("benchmarks/target/understudy.classpath");
    Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(handedOn(2, Map.of())).doesNotContain("builds");
    assertThat(handedOn(2, CUDA)).contains("builds");
  }

  @Test
  void aFailedBuildIsTriedAgain() throws Exception {
    program("javac", "");
    program("mvn", "exit 1\n");
    assertThatThrownBy(() -> handedOn(2, CUDA)).hasMessageContaining("the build failed");
    program("mvn", "echo \"builds $*\"\n");

    assertThat(handedOn(2, Map.of())).contains("builds");
  }

  @Test
  void nativeMemoryIsKeptUnlessTheEnvironmentSaysOtherwise() throws Exception {
    assertThat(handedOn(2, Map.of(), "run"))
        .contains("MALLOC_ARENA_MAX=1\n", "MALLOC_MMAP_THRESHOLD_=1073741824\n")
        .contains("MALLOC_TRIM_THRESHOLD_=4294967296\n")
        .contains("GLIBC_TUNABLES=glibc.malloc.hugetlb=1\n");
    Map<String, String> own =
        Map.of("MALLOC_ARENA_MAX", "4", "GLIBC_TUNABLES", "glibc.malloc.hugetlb=0");
    assertThat(handedOn(2, own, "run"))
        .contains("MALLOC_ARENA_MAX=4\n", "GLIBC_TUNABLES=glibc.malloc.hugetlb=0\n");
  }
}
