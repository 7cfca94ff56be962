package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void linksOnlyToFilesThatExist(Path page) {
    List<String> links =
        LINK.matcher(RepositoryFiles.text(page))
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();

    assertThat(links).allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
  }

  static Stream<Path> pages() throws IOException {
    Path root = RepositoryFiles.ROOT;
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      List<Path> pages = docs.filter(file -> file.toString().endsWith(".md")).toList();
      return Stream.concat(
          pages.stream(),
          Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "deploy/README.md")
              .map(root::resolve));
    }
  }
}
