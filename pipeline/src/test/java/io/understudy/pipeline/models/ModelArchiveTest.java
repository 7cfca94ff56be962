package io.understudy.pipeline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.pipeline.models.ModelPackage.PackagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArchiveTest {
  @TempDir Path folder;
  private ModelArchive archive;
  private ModelsFolder models;

  @BeforeEach
  void pack() throws IOException {
    Path file = folder.resolve("some-1.0.0.tgz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(file)))) {
      add(tar, "package/packed.data", "abcdefgh");
      add(tar, "package/dist/net/one.bin", "first");
      add(tar, "package/dist/net/two.bin", "second");
      add(tar, "package/README.md", "not taken");
    }
    archive = new ModelArchive(file);
    models = new ModelsFolder(folder.resolve("models"));
  }

  @Test
  void takesWhatIsNamedAndNothingElse() throws Exception {
    ModelPackage wanted =
        wanted(
            digest(),
            new PackagedFile("packed.data", 0, 3, "head"),
            new PackagedFile("packed.data", 3, 8, "tail"),
            new PackagedFile("dist/net/", 0, -1, ""));
    archive.unpack(wanted, models);
    Path found = models.find(wanted).orElseThrow();
    assertThat(found.resolve("head")).hasContent("abc");
    assertThat(found.resolve("tail")).hasContent("defgh");
    assertThat(found.resolve("one.bin")).hasContent("first");
    assertThat(found).isDirectoryNotContaining("glob:**README*");
  }

  @Test
  void anAlteredArchiveIsRefused() {
    ModelPackage wanted = wanted("AAAA", new PackagedFile("packed.data", 0, 3, "head"));
    assertThatThrownBy(() -> archive.unpack(wanted, models))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("altered");
    assertThat(models.find(wanted)).isEmpty();
  }

  @Test
  void aPackageWithoutItsFilesIsRefused() throws Exception {
    ModelPackage wanted = wanted(digest(), new PackagedFile("gone.bin", 0, -1, "gone.bin"));
    assertThatThrownBy(() -> archive.unpack(wanted, models))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lacks files");
    assertThat(models.find(wanted)).isEmpty();
  }

  private static ModelPackage wanted(String integrity, PackagedFile... files) {
    return new ModelPackage("some", "some@1.0.0", integrity, 1, "MIT", "tests", List.of(files));
  }

  private String digest() throws IOException, GeneralSecurityException {
    byte[] bytes = Files.readAllBytes(archive.file());
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
  }

  private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(text.length());
    tar.putArchiveEntry(entry);
    tar.write(text.getBytes());
    tar.closeArchiveEntry();
  }
}
