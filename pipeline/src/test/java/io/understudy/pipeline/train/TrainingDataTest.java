package io.understudy.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.media.NativeLibraries;
import io.understudy.model.training.LabelledFrame;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
  @TempDir private Path folder;

  @Test
  void renderedHeadsAreClipsOfPersonsOfTheirOwnBehindTheFolders() throws IOException {
    Files.createFile(folder.resolve("anna_1_2.mp4"));

    Path slice = folder.resolve("topic.json");

    List<Clip> clips = new TrainingData(folder, 2, 10).clips(slice);

    assertThat(clips)
        .extracting(Clip::identity)
        .containsExactly("anna", "rendered-head-0", "rendered-head-1");
    assertThat(TrainingData.told(clips)).isEqualTo("1 identities, 1 clips, 2 rendered heads");
    assertThat(new TrainingData(folder).clips(slice)).containsExactly(clips.get(0));
  }

  @Test
  void aHeadIsAlwaysTheSameAndNoneIsLikeAnother() throws IOException {
    List<LabelledFrame> once = frames(0);

    assertThat(once).hasSize(48);
    assertThat(once.get(0).picture().widthPixels()).isEqualTo(128);
    assertThat(rgb(frames(0))).isDeepEqualTo(rgb(once));
    assertThat(frames(1).get(0).picture().rgb()).isNotEqualTo(once.get(0).picture().rgb());
  }

  private static List<LabelledFrame> frames(long head) throws IOException {
    NativeLibraries.load();
    List<LabelledFrame> frames = new ArrayList<>();
    new ClipReader(128, Optional.empty())
        .read(new RenderedHead(head), (number, frame) -> frames.add(frame));
    return frames;
  }

  private static byte[][] rgb(List<LabelledFrame> frames) {
    return frames.stream().map(frame -> frame.picture().rgb()).toArray(byte[][]::new);
  }

  @Test
  void aNumberOfHeadsThatCannotBe() {
    assertThatThrownBy(() -> new TrainingData(folder, 1001, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rendered heads must be 0 to 1000, got 1001");
  }

  @Test
  void nothingAtAll() {
    assertThatThrownBy(() -> new TrainingData(Optional.empty(), Optional.empty(), 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "nothing was given to train on, it must be clips, a topic or rendered heads: give --clips, --topic or --rendered-heads");
  }

  @Test
  void aNumberOfFramesThatMakesNoPair() {
    assertThatThrownBy(() -> new TrainingData(folder, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pair needs two frames, so at least 2 must be kept of a person, got 1");
  }
}
