package io.understudy.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documents and the commands that it shows. */
record Page(Path file) {
  static final Page README = of("README.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final Pattern COMMAND = Pattern.compile("\\./understudy [^`\n#]+");

  /** The page of that path below the root. */
  static Page of(String path) {
    return new Page(RepositoryFiles.ROOT.resolve(path));
  }

  /** All pages. */
  static Stream<Page> all() {
    try (Stream<Path> docs = Files.walk(RepositoryFiles.ROOT.resolve("docs"))) {
      List<Page> pages =
          docs.filter(file -> file.toString().endsWith(".md")).sorted().map(Page::new).toList();
      return Stream.concat(
          Stream.of(README, of("ARCHITECTURE.md"), of("CONTRIBUTING.md"), of("deploy/README.md")),
          pages.stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return RepositoryFiles.text(file);
  }

  /** Every command line of Understudy, in blocks and within sentences. */
  List<String> commands() {
    return COMMAND.matcher(text()).results().map(found -> found.group().strip()).toList();
  }

  /** The only block of console lines that contains {@code text}. */
  String blockWith(String text) {
    return BLOCK
        .matcher(text())
        .results()
        .map((MatchResult block) -> block.group(1))
        .filter(block -> block.contains(text))
        .reduce((one, other) -> failed("two blocks with " + text))
        .orElseGet(() -> failed("no block with " + text));
  }

  private String failed(String what) {
    throw new AssertionError("%s has %s".formatted(file, what));
  }

  @Override
  public String toString() {
    return RepositoryFiles.ROOT.relativize(file).toString();
  }
}
