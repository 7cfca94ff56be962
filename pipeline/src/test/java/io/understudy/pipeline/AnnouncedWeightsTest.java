package io.understudy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.engine.Networks;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.reenactor.UnknownModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused of weights that the topic {@code models} announces. */
class AnnouncedWeightsTest {
  private static final int LONGEST_PATH = 4095;

  @TempDir Path place;
  private Path folder;
  private Path file;
  private String digest;
  private Weights weights;

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectory(place.resolve("announced"));
    weights = Networks.initialWeights(TinyModel.PRESET, 7);
    file = folder.resolve("tiny").resolve("a.safetensors");
    WeightsFile.write(weights, file);
    digest = FileDigest.sha256(file);
  }

  private ModelAnnouncement announced(String preset, String id, String location, String sha256) {
    return new ModelAnnouncement(preset, id, location, sha256);
  }

  private AbstractThrowableAssert<?, ?> refuses(ModelAnnouncement announcement) {
    return assertThatThrownBy(() -> new AnnouncedWeights(folder.toString()).check(announcement))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void acceptsAFileThatIsWhatItsAnnouncementSaysAndFindsItByItsId() {
    AnnouncedWeights announced = new AnnouncedWeights(folder.toString());
    ModelAnnouncement good = announced("tiny", weights.id(), "tiny/a.safetensors", digest);
    assertThatCode(() -> announced.check(good)).doesNotThrowAnyException();
    assertThat(announced.find("tiny", weights.id()).orElseThrow().description())
        .isEqualTo(weights.description());
    assertThat(announced.find("tiny", "initial-8")).isEmpty();
    assertThat(announced.find("other", weights.id())).isEmpty();
  }

  @Test
  void refusesAWrongDigestPresetAndId() {
    refuses(announced("tiny", weights.id(), "tiny/a.safetensors", "0".repeat(64)))
        .hasMessageContaining("its file has SHA-256 " + digest);
    refuses(announced("fomm-256", weights.id(), "tiny/a.safetensors", digest))
        .hasMessageContaining("its file belongs to preset tiny");
    refuses(announced("tiny", "0123", "tiny/a.safetensors", digest))
        .hasMessageContaining("its file has id " + weights.id());
  }

  @Test
  void readsNothingOutsideItsFolder() throws IOException {
    Path outside = Files.copy(file, place.resolve("secret.safetensors"));
    Files.createSymbolicLink(folder.resolve("link.safetensors"), outside);
    for (String location :
        new String[] {
          "../secret.safetensors",
          "tiny/../../secret.safetensors",
          outside.toString(),
          "link.safetensors",
          "nowhere.safetensors",
          "tiny",
          "a\u0000b"
        }) {
      refuses(announced("tiny", weights.id(), location, digest))
          .hasMessageContaining("is no file below model.announced-dir");
    }
  }

  @Test
  void refusesWhatIsNoWeightsFileAndSkipsItWhenItLooksForOne() throws IOException {
    Path text = Files.writeString(folder.resolve("0.safetensors"), "these are no weights");
    refuses(announced("tiny", weights.id(), "0.safetensors", FileDigest.sha256(text)))
        .hasMessageContaining("cannot be read");
    assertThat(new AnnouncedWeights(folder.toString()).find("tiny", weights.id())).isPresent();
  }

  @Test
  void findsWeightsBesideAFolderThatCannotBeRead() throws IOException {
    Path root = place;
    while (root.toString().length() < LONGEST_PATH - 250) {
      root = root.resolve("d".repeat(100));
    }
    Files.createDirectories(root);
    WeightsFile.write(weights, root.resolve("a.safetensors"));
    Path mount = Files.createDirectories(root.resolve("short/lost+found")).getParent();
    Path tooLongInside = root.resolve("m".repeat(LONGEST_PATH - root.toString().length() - 5));
    // What lies in it has no path that the system takes, whoever asks.
    Files.move(mount, tooLongInside);
    try {
      assertThatThrownBy(() -> Files.list(tooLongInside.resolve("lost+found")))
          .isInstanceOf(IOException.class);
      AnnouncedWeights announced = new AnnouncedWeights(root.toString());
      assertThat(announced.find("tiny", weights.id())).isPresent();
      assertThat(announced.find("tiny", "other")).isEmpty();
    } finally {
      Files.move(tooLongInside, mount);
    }
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    AnnouncedWeights nowhere = new AnnouncedWeights(place.resolve("nowhere").toString());
    assertThatThrownBy(() -> nowhere.find("tiny", weights.id()))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageContaining("cannot be read: correct model.announced-dir");
  }

  @Test
  void refusesEverythingWithoutAFolder() {
    ModelAnnouncement good = announced("tiny", weights.id(), "tiny/a.safetensors", digest);
    assertThatThrownBy(() -> new AnnouncedWeights("").check(good))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageContaining("this job takes none: set model.announced-dir");
    assertThat(new AnnouncedWeights("").find("tiny", weights.id())).isEmpty();
  }
}
