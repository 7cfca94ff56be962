package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands that README.md lists are those that there are. */
class ReadmeTest {
  @Test
  void listsEveryCommandAndNoOther() {
    List<String> listed = matches("(?m)^\\| `([a-z]+)` \\|", Page.README.text());

    assertThat(listed)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(matches("(?m)^  ([a-z]+) {2,}\\S", CommandHelp.of()));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
