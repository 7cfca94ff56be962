package io.understudy.pipeline.cli;

import io.understudy.pipeline.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: all that a report of a fault should name. */
final class VersionLines implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.current();
    return new String[] {
      "understudy " + build,
      "Java %s (%s), %s %s"
          .formatted(
              System.getProperty("java.version"),
              System.getProperty("java.vendor"),
              System.getProperty("os.name"),
              System.getProperty("os.arch")),
      "libtorch %s, Flink %s, Kafka %s".formatted(build.libtorch(), build.flink(), build.kafka())
    };
  }
}
