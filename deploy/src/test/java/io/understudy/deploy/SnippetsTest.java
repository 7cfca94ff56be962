package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages show only commands and options that exist. */
class SnippetsTest {
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");

  @ParameterizedTest
  @MethodSource("commands")
  void showsOnlyOptionsThatExist(String line) {
    String command = line.split(" ")[1];
    String help = CommandHelp.of(command);
    List<String> options =
        OPTION.matcher(line).results().map((MatchResult found) -> found.group()).toList();

    assertThat(options)
        .allSatisfy(option -> assertThat(help).containsPattern("[ \\[(]" + option + "\\b"));
  }

  static Stream<String> commands() {
    return Page.all()
        .flatMap(page -> page.commands().stream())
        .filter(line -> OPTION.matcher(line).find())
        .filter(line -> !line.contains(SnippetsITCase.ANY_COMMAND))
        .distinct();
  }
}
