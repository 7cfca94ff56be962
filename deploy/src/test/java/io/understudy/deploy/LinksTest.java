package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages link only to files that exist. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

  @ParameterizedTest
  @MethodSource("pages")
  void linksOnlyToFilesThatExist(Page page) {
    List<String> links =
        LINK.matcher(page.text()).results().map((MatchResult m) -> m.group(1)).toList();

    assertThat(links).allSatisfy(link -> assertThat(page.file().resolveSibling(link)).exists());
  }

  static Stream<Page> pages() {
    return Page.all();
  }
}
