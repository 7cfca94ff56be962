package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * What {@code -Pimage,standalone} has built: the files of the image and of a standalone cluster,
 * and which class loader gets what. Only such a build runs these, behind its packages.
 */
class DistributionITCase {
  private static final Path IMAGE = RepositoryFiles.DEPLOY.resolve("target/image");
  private static final Path JOB = IMAGE.resolve("usrlib/understudy-job.jar");
  private static final List<Path> IMAGE_LIBRARIES = jars(IMAGE.resolve("lib"));
  private static final List<Path> CLUSTER_LIBRARIES =
      jars(RepositoryFiles.DEPLOY.resolve("target/standalone/lib"));
  private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?:--\\S+ )?(\\S+) \\S+$");
  private static final Pattern BOUND_TO_ONE_LOADER =
      Pattern.compile("(ai/djl|com/sun/jna|org/bytedeco|com/github/luben|io/understudy/model)/.*");

  @Test
  void everyPathThatTheImageCopiesIsBuiltAndSentToTheBuilder() {
    String build = RepositoryFiles.text(RepositoryFiles.DEPLOY.resolve("image/Dockerfile"));
    String sent = RepositoryFiles.text(RepositoryFiles.DEPLOY.resolve(".dockerignore"));
    List<String> paths = COPIED.matcher(build).results().map(copied -> copied.group(1)).toList();

    assertThat(paths).hasSize(2).allSatisfy(path -> assertThat(path).startsWith("target/image/"));
    assertThat(paths)
        .allSatisfy(path -> assertThat(RepositoryFiles.DEPLOY.resolve(path)).isNotEmptyDirectory());
    assertThat(sent).isEqualTo("*\n!target/image\n");
  }

  @Test
  void theJobIsOneProgramAndItsClassesAreInItsJar() throws IOException {
    try (JarFile jar = new JarFile(JOB.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo("io.understudy.pipeline.LiveJob");
    }
    assertThat(classes(JOB))
        .contains(
            "io/understudy/pipeline/LiveJob.class",
            "io/understudy/operators/LiveTopology.class",
            "io/understudy/connectors/kafka/KafkaSources.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class");
  }

  @Test
  void aStandaloneClusterLoadsEverythingThatTheImageLoads() {
    assertThat(names(IMAGE_LIBRARIES))
        .anyMatch(name -> name.startsWith("pytorch-native-"))
        .anyMatch(name -> name.startsWith("understudy-model-"))
        .allMatch(names(CLUSTER_LIBRARIES)::contains);
  }

  @Test
  void whatMustBeLoadedOnceIsNowhereElseInAStandaloneCluster() {
    Set<String> image = names(IMAGE_LIBRARIES);

    assertThat(CLUSTER_LIBRARIES)
        .filteredOn(jar -> !image.contains(jar.getFileName().toString()))
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(classes(jar)).noneMatch(BOUND_TO_ONE_LOADER.asPredicate()));
  }

  @Test
  void noClassOfTheJobIsOneOfTheClusterToo() {
    Set<String> job = classes(JOB);

    assertThat(Stream.concat(IMAGE_LIBRARIES.stream(), CLUSTER_LIBRARIES.stream()))
        .allSatisfy(jar -> assertThat(classes(jar)).as("%s", jar).noneMatch(job::contains));
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(List<Path> jars) {
    return jars.stream()
        .map(jar -> jar.getFileName().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> classes(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
