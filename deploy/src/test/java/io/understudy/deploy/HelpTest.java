package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command says of itself. */
class HelpTest {
  private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z]+) {2,}\\S");

  @ParameterizedTest
  @MethodSource("commands")
  void explainsItselfAndNamesWhatItsOptionsTake(String command) {
    String help = CommandHelp.of(command);

    assertThat(help).startsWith("Usage: understudy " + command).contains("--help");
    // What picocli shows of a field that has no name for its readers, and of an enum's constant.
    assertThat(help).doesNotContain("=<").doesNotContainPattern("default: [A-Z]{2,}");
  }

  static Stream<String> commands() {
    return LISTED.matcher(CommandHelp.of()).results().map((MatchResult match) -> match.group(1));
  }
}
