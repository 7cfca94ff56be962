package io.understudy.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFolderTest {
  @TempDir private Path folder;

  @Test
  void filmsInAnySpellingAndFoldersAreClips() throws IOException {
    Files.createFile(folder.resolve("ANNA_1_2.MP4"));
    Files.createFile(folder.resolve("bert_1_2.mp4"));
    Files.createDirectory(folder.resolve("carl_1_2"));
    Files.createFile(folder.resolve("notes.txt"));

    assertThat(new ClipFolder(folder).clips())
        .extracting(Clip::name, Clip::identity)
        .containsExactly(
            tuple("ANNA_1_2.MP4", "ANNA"),
            tuple("bert_1_2.mp4", "bert"),
            tuple("carl_1_2", "carl"));
  }

  @Test
  void ofNamesAsVoxCelebHasThemThePersonStandsBeforeTheFirstHash() throws IOException {
    Files.createFile(folder.resolve("id10280#5oc_4V#002.mp4"));
    Files.createDirectory(folder.resolve("id10280#other#1_2_3"));
    Files.createFile(folder.resolve("anna_b_1_2.mp4"));
    Files.createFile(folder.resolve("solo.mp4"));

    assertThat(new ClipFolder(folder).clips())
        .extracting(Clip::identity)
        .containsExactlyInAnyOrder("id10280", "id10280", "anna_b", "solo");
  }
}
