package io.understudy.benchmarks.cli;

import io.understudy.pipeline.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code understudy jmh}. */
@Command(
    name = "jmh",
    description = {
      "Run the micro-benchmarks of kernels, codecs, serializers and batching.",
      "All arguments go to JMH: a pattern of names, -f, -wi, -i, -p NAME=VALUE; -l lists,",
      "-h shows JMH's own help."
    })
public final class JmhCommand implements Callable<Integer> {
  @Option(names = "--help", usageHelp = true, description = "Show this help and leave.")
  private boolean help;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Main.main(arguments.toArray(String[]::new));
    return ExitCode.OK;
  }
}
