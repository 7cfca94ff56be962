package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** What the command line says of itself. */
final class CommandHelp {
  private CommandHelp() {}

  /** The help of a command, without one that of the whole. */
  static String of(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        UnderstudyCommand.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new));
    assertThat(exitCode).as(err.toString()).isZero();
    return out.toString();
  }
}
