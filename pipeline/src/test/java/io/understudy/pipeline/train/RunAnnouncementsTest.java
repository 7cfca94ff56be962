package io.understudy.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunAnnouncementsTest {
  private static final Path FILES = Path.of("/weights/of/run/announced");

  @Test
  void locationsAreThoseOfTheRunsOwnFolderWhereJobsAreGivenNoOther() {
    assertThat(announcements("").root(FILES)).isEqualTo(FILES);
  }

  @Test
  void locationsAreThoseOfTheJobsFolderThatTheRunLiesIn() {
    assertThat(announcements("/weights/../weights").root(FILES)).isEqualTo(Path.of("/weights"));
    assertThat(announcements("/weights/of/run/announced").root(FILES)).isEqualTo(FILES);
  }

  @Test
  void aRunThatLiesElsewhereOrTooDeepIsRefused() {
    assertThatThrownBy(() -> announcements("/other").root(FILES))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "announced weights would lie in /weights/of/run/announced, live jobs look at most 3 folders below model.announced-dir, which is /other: give an --out in that folder, or leave the key unset and give it to the jobs as /weights/of/run/announced");
    assertThatThrownBy(() -> announcements("/").root(FILES))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at most 3 folders below");
  }

  private static RunAnnouncements announcements(String folder) {
    return new RunAnnouncements(UnderstudyConfiguration.defaults().kafka(), folder);
  }
}
