package io.understudy.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSetTest {
  @TempDir Path folder;

  @Test
  void anEmptyFolderIsRefused() {
    assertThatThrownBy(() -> TestSet.of(folder, Protocol.SAME, new FrameSelection(1, 10)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no mp4 file");
  }

  @Test
  void aMissingFolderIsRefused() {
    assertThatThrownBy(
            () -> TestSet.of(folder.resolve("none"), Protocol.SAME, new FrameSelection(1, 10)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("not a folder");
  }

  @Test
  void sourcesAcrossIdentitiesAreOfAnotherPerson() throws IOException {
    touch("anna_1.mp4", "anna_2.mp4", "ben_1.mp4", "notes.txt");
    List<TestPair> pairs = TestSet.of(folder, Protocol.CROSS, new FrameSelection(1, 10));
    assertThat(pairs)
        .extracting(TestPair::clip)
        .containsExactly("anna_1.mp4", "anna_2.mp4", "ben_1.mp4");
    assertThat(pairs)
        .extracting(pair -> Path.of(pair.source()).getFileName().toString())
        .containsExactly("ben_1.mp4", "ben_1.mp4", "anna_1.mp4");
  }

  @Test
  void onePersonCannotBeJudgedAcrossIdentities() throws IOException {
    touch("anna_1.mp4", "anna_2.mp4");
    assertThatThrownBy(() -> TestSet.of(folder, Protocol.CROSS, new FrameSelection(1, 10)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("anna");
  }

  @Test
  void theNameTellsThePerson() {
    assertThat(TestSet.person(Path.of("lp_d14_016_2.mp4"))).isEqualTo("lp_d14");
    assertThat(TestSet.person(Path.of("id10280#NXjT3732Ekg#001093#001192.mp4")))
        .isEqualTo("id10280");
  }

  @Test
  void aFolderOfPicturesIsAClipAsInTraining() throws IOException {
    touch("anna_1_1.mp4");
    Files.createFile(Files.createDirectory(folder.resolve("ben_1_1")).resolve("0.PNG"));
    Files.createFile(Files.createDirectory(folder.resolve("notes")).resolve("notes.txt"));

    assertThat(TestSet.of(folder, Protocol.CROSS, new FrameSelection(1, 10)))
        .extracting(TestPair::clip, pair -> Path.of(pair.source()).getFileName().toString())
        .containsExactly(tuple("anna_1_1.mp4", "ben_1_1"), tuple("ben_1_1", "anna_1_1.mp4"));
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
  }
}
