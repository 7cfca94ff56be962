package io.understudy.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is, as Maven wrote it down.
 *
 * @param version of Understudy
 * @param commit abbreviated, ending with {@code -changed} where files were; empty where the sources
 *     came without git
 * @param libtorch version and artifact, which tells CPU from CUDA
 * @param flink version
 * @param kafka version
 */
public record Build(String version, String commit, String libtorch, String flink, String kafka) {
  private static final String FILE = "build.properties";

  /** The build that this class is of. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream file = Build.class.getResourceAsStream(FILE)) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " of this build cannot be read", e);
    }
    String commit = properties.getProperty("commit");
    return new Build(
        properties.getProperty("version"),
        commit.startsWith("$") ? "" : commit,
        properties.getProperty("libtorch"),
        properties.getProperty("flink"),
        properties.getProperty("kafka"));
  }

  /** Version and commit in words. */
  @Override
  public String toString() {
    return commit.isEmpty() ? version : version + ", commit " + commit;
  }
}
