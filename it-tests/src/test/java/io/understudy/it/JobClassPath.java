package io.understudy.it;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The class path of the tests, split as a deployment splits it: Flink, natives and networks for the
 * cluster, the job and its connectors for the class loader of each job.
 */
final class JobClassPath {
  private static final Pattern OF_THE_JOB =
      Pattern.compile(
          ".*((?<!/model)/target/[a-z-]*classes/?|/(understudy-(?!model)|flink-connector-base-|flink-connector-kafka-|kafka-clients-"
              + "|protobuf-java-|jackson-|snakeyaml-2|HdrHistogram-)[^/]*\\.jar)");

  private JobClassPath() {}

  /** For the processes of the cluster. */
  static String cluster() {
    return entries().stream()
        .filter(entry -> !OF_THE_JOB.matcher(entry).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** For each job. */
  static List<URL> job() {
    return entries().stream()
        .filter(entry -> OF_THE_JOB.matcher(entry).matches())
        .map(JobClassPath::url)
        .toList();
  }

  private static List<String> entries() {
    return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
