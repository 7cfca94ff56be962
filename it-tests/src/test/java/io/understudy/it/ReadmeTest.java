package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What README.md says is so. */
class ReadmeTest {
  private static final List<String> ADDED_BY_BENCHMARKS = List.of("bench", "jmh", "simulate");
  private static final Path ROOT = Path.of(System.getProperty("understudy.root"));

  @Test
  void listsEveryCommandAndNoOther() throws IOException {
    String help = run("--help");
    List<String> listed = matches("(?m)^\\| `([a-z]+)` \\|", readme());

    assertThat(listed).isNotEmpty().doesNotHaveDuplicates();
    assertThat(matches("(?m)^  ([a-z]+) {2,}\\S", help)).isSubsetOf(listed);
    listed.stream()
        .filter(command -> !ADDED_BY_BENCHMARKS.contains(command))
        .forEach(command -> assertThat(help).containsPattern("\n  " + command + " +\\S"));
  }

  @Test
  void showsOnlyOptionsThatExist() throws IOException {
    for (String line : matches("\\./understudy ([a-z]+ [^`\\n]*--[^`\\n]*)", readme())) {
      String help = run(line.split(" ")[0], "--help");
      assertThat(matches("(--[a-z-]+)", line))
          .as(line)
          .allSatisfy(option -> assertThat(help).contains(option));
    }
  }

  @Test
  void linksOnlyToFilesThatExist() throws IOException {
    List<String> links = matches("\\]\\((?!https?:)([^)#]+)[^)]*\\)", readme());

    assertThat(links).isNotEmpty();
    assertThat(links).allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(new StringWriter(), true);
    assertThat(UnderstudyCommand.execute(new PrintWriter(out, true), err, arguments)).isZero();
    return out.toString();
  }
}
