package io.understudy.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.kernel.Precision;
import io.understudy.model.weights.NpyArray;
import io.understudy.model.weights.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityRunTest {
  private static final Path COMMITTED = Path.of("src/test/resources/golden");
  private static final Path SHARED = Path.of("../../shared/golden");

  @TempDir private Path folder;

  @Test
  void everyCommittedFixtureIsReproducedArrayByArrayInExact() {
    List<ParityRow> rows = ParityRun.run(COMMITTED, Precision.EXACT);

    assertThat(rows).filteredOn(ParityRow::failed).isEmpty();
    assertThat(rows)
        .filteredOn(row -> row.verdict() == Verdict.PASSED)
        .extracting(ParityRow::fixture)
        .contains("fomm_default_a", "fomm_small_a", "fomm_small_b")
        .contains(
            "mcnet_default_a", "synergize_default_a", "relative_motion_a", "relative_motion_b")
        .contains("ostnet_tps_a");
    assertThat(rows).extracting(ParityRow::array).contains("prediction (align true)");
  }

  @Test
  @Tag("slow")
  void everyReferenceFixtureIsReproducedArrayByArrayInExact() {
    Assumptions.assumeTrue(Files.isDirectory(SHARED), "the reference folder is not there");

    List<ParityRow> rows = ParityRun.run(SHARED, Precision.EXACT);

    assertThat(rows).filteredOn(ParityRow::failed).isEmpty();
    assertThat(rows)
        .filteredOn(row -> row.array().equals("mcm.residual_32") && !row.failed())
        .hasSize(2);
  }

  @Test
  void everyCommittedPictureIsCloseInFast() {
    List<ParityRow> rows = ParityRun.run(COMMITTED, Precision.FAST);

    assertThat(rows).filteredOn(ParityRow::failed).isEmpty();
    assertThat(rows)
        .filteredOn(row -> row.array().equals("prediction") || row.array().equals("out"))
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(row -> row.verdict() == Verdict.PASSED && row.note().startsWith("PSNR"));
  }

  @Test
  void aReferenceThatDiffersInOneElementOfOneArrayFailsThatArrayOnly() throws IOException {
    Path fixture = copy("fomm_small_b");
    perturb(fixture.resolve("outputs.npz"), "prediction");

    List<ParityRow> rows = ParityRun.run(folder, Precision.EXACT);

    assertThat(rows)
        .filteredOn(ParityRow::failed)
        .extracting(ParityRow::array)
        .containsExactly("prediction");
  }

  @Test
  void aTamperedTransferOfMotionFails() throws IOException {
    perturb(copy("relative_motion_a").resolve("outputs.npz"), "relative_jac_scale.jacobian");

    assertThat(ParityRun.run(folder, Precision.FAST))
        .filteredOn(ParityRow::failed)
        .extracting(ParityRow::array)
        .containsExactly("relative_jac_scale.jacobian");
  }

  @Test
  void anUnknownKindAndTrainingArraysAreListedAsSkipped() throws IOException {
    Path fixture = copy("fomm_small_b");
    NpzWriter.write(
        fixture.resolve("discriminator.npz"),
        Map.of("prediction_map", NpzWriter.floats(new long[] {1}, 1)));
    Path unknown = Files.createDirectory(folder.resolve("weather_a"));
    Files.writeString(unknown.resolve("meta.json"), "{\"kind\": \"weather\"}");

    assertThat(ParityRun.run(folder, Precision.EXACT))
        .filteredOn(row -> row.verdict() == Verdict.SKIPPED)
        .extracting(row -> row.fixture() + " " + row.array() + ": " + row.note())
        .containsExactly(
            "fomm_small_b discriminator.npz: training only: prediction_map",
            "weather_a weather: not covered by this build");
  }

  @Test
  void aBrokenFixtureFailsWithItsReasonAndTheOthersRun() throws IOException {
    Path truncated = copy("fomm_small_b");
    Path checkpoint = truncated.resolve("checkpoint.pth.tar");
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));
    Path nonsense = Files.createDirectory(folder.resolve("nonsense"));
    Files.writeString(nonsense.resolve("meta.json"), "[1, 2");
    copy("relative_motion_b");

    List<ParityRow> rows = ParityRun.run(folder, Precision.EXACT);

    assertThat(rows)
        .filteredOn(ParityRow::failed)
        .extracting(ParityRow::fixture)
        .containsExactly("fomm_small_b", "nonsense");
    assertThat(rows)
        .filteredOn(ParityRow::failed)
        .extracting(ParityRow::note)
        .satisfiesExactly(
            note -> assertThat(note).contains("truncated"),
            note -> assertThat(note).contains("no JSON object"));
    assertThat(rows).filteredOn(row -> row.fixture().equals("relative_motion_b")).hasSize(14);
  }

  @Test
  void aFolderWithoutFixturesIsRefused() {
    assertThatThrownBy(() -> ParityRun.run(folder, Precision.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("meta.json");
    assertThatThrownBy(() -> ParityRun.run(folder.resolve("absent"), Precision.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absent");
  }

  private Path copy(String fixture) throws IOException {
    Path target = Files.createDirectory(folder.resolve(fixture));
    try (Stream<Path> files = Files.list(COMMITTED.resolve(fixture))) {
      files.forEach(file -> copy(file, target.resolve(file.getFileName())));
    }
    return target;
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void perturb(Path file, String name) throws IOException {
    Map<String, NpyArray> arrays = new HashMap<>(Npz.read(file));
    float[] values = arrays.get(name).floats();
    values[values.length / 2] += 0.01f;
    arrays.put(name, NpzWriter.floats(arrays.get(name).shape(), values));
    NpzWriter.write(file, arrays);
  }
}
