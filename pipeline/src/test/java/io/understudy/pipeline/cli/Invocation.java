package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/** One call of the command line inside the test. */
record Invocation(int exitCode, String out, String err) {
  /** Runs the command line with {@code arguments}. */
  static Invocation of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        UnderstudyCommand.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    return new Invocation(exitCode, out.toString(), err.toString());
  }

  /** Asserts exit code 2 and exactly one line on stderr that contains all {@code parts}. */
  void refuses(Object... parts) {
    assertThat(exitCode).as(err).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.lines()).as(err).hasSize(1);
    for (Object part : parts) {
      assertThat(err).contains(part instanceof Path path ? path.toString() : (String) part);
    }
  }
}
