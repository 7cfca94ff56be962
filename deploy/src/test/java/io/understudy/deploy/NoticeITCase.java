package io.understudy.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * NOTICE names every library that is shipped, under a licence that its authors declare. Runs behind
 * the packages, whose bill of materials says which those are.
 */
class NoticeITCase {
  private static final Pattern LICENCE = Pattern.compile("^ {2}(\\S+)$");
  private static final Pattern GROUPS = Pattern.compile("^ {4}(\\S+(?:, \\S+)*) {2,}\\S.*$");

  /** What the bill makes of names that are not SPDX's, after the licences' own texts. */
  private static final Map<String, String> MEANT =
      Map.of(
          // "The BSD License" at opensource.org/licenses/BSD-3-Clause.
          "org.jline", "BSD-3-Clause",
          // "Go License".
          "com.google.re2j", "BSD-3-Clause");

  @Test
  void namesEveryGroupThatIsShippedAndNoOther() throws IOException {
    assertThat(named().keySet()).containsExactlyInAnyOrderElementsOf(declared().keySet());
  }

  @Test
  void namesALicenceThatTheAuthorsDeclare() throws IOException {
    Map<String, Set<String>> declared = declared();

    assertThat(named())
        .isNotEmpty()
        .allSatisfy(
            (group, licence) -> assertThat(declared.get(group)).as(group).contains(licence));
  }

  /** Licences by group, of NOTICE. */
  private static Map<String, String> named() {
    Map<String, String> named = new TreeMap<>();
    String licence = "";
    for (String line :
        RepositoryFiles.text(RepositoryFiles.ROOT.resolve("NOTICE")).lines().toList()) {
      Matcher heading = LICENCE.matcher(line);
      Matcher groups = GROUPS.matcher(line);
      if (heading.matches()) {
        licence = heading.group(1);
      } else if (groups.matches()) {
        for (String group : groups.group(1).split(", ")) {
          named.put(group, licence);
        }
      }
    }
    return named;
  }

  /** Licences by group that every library of the group is under, of the bill of materials. */
  private static Map<String, Set<String>> declared() throws IOException {
    JsonNode bill =
        new ObjectMapper()
            .readTree(RepositoryFiles.DEPLOY.resolve("target/bom.json").toFile())
            .get("components");
    Map<String, Set<String>> declared = new HashMap<>();
    for (JsonNode library : bill) {
      String group = library.get("group").asText();
      if (!group.equals("io.understudy")) {
        declared
            .computeIfAbsent(group, none -> new TreeSet<>(licences(library)))
            .retainAll(licences(library));
      }
    }
    MEANT.forEach((group, licence) -> declared.put(group, Set.of(licence)));
    return declared;
  }

  private static Set<String> licences(JsonNode library) {
    return StreamSupport.stream(library.path("licenses").spliterator(), false)
        .map(entry -> entry.path("license").path("id").asText())
        .collect(toSet());
  }
}
