package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.understudy.model.engine.Networks;
import io.understudy.model.preset.GoldenConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.PickleWriter.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointImportTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path SHARED = Path.of("../../shared/golden");
  private static final Preset ANY = Presets.named("synergize");

  @TempDir private Path folder;

  @Test
  void theFirstOrderModelKeepsItsTwoNetworksOnly() throws IOException {
    Path small = RESOURCES.resolve("golden/fomm_small_b");
    Weights zip = CheckpointImport.read(ANY, small.resolve("checkpoint.pth.tar"));
    Weights legacy = CheckpointImport.read(ANY, small.resolve("checkpoint_legacy.pth.tar"));

    assertThat(zip.tensors())
        .extracting(HostTensor::name)
        .allMatch(name -> name.startsWith("kp_detector.") || name.startsWith("generator."))
        .contains(
            "kp_detector.kp.weight",
            "generator.first.conv.weight",
            "generator.dense_motion_network.mask.weight");
    assertThat(legacy.id()).isEqualTo(zip.id());
    assertThat(zip.description().training())
        .isEqualTo(TrainingRecord.imported("checkpoint.pth.tar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fomm_small_a", "fomm_small_b"})
  void anImportedCheckpointFitsItsNetworkKeyByKey(String fixture) throws IOException {
    Path small = RESOURCES.resolve("golden").resolve(fixture);
    ModelConfiguration configuration =
        GoldenConfiguration.read(
            JsonParser.parseString(Files.readString(small.resolve("meta.json"))).getAsJsonObject());
    Preset preset = new Preset(fixture, configuration);
    Weights weights = CheckpointImport.read(preset, small.resolve("checkpoint.pth.tar"));

    assertThatCode(() -> WeightsCheck.verify(preset, Networks.specs(configuration), weights))
        .doesNotThrowAnyException();
  }

  @Test
  void theMotionEstimatorOfSynergizeIsToldByItsKeys() throws IOException {
    Weights weights =
        CheckpointImport.read(ANY, RESOURCES.resolve("checkpoint/net_motion_estimator_latest.pth"));

    assertThat(weights.tensors())
        .extracting(HostTensor::name)
        .allMatch(name -> name.startsWith("motion_estimator."))
        .contains(
            "motion_estimator.kp_detector.kp.weight",
            "motion_estimator.dense_motion_network.occlusion.bias");
  }

  @Test
  void theAveragedParametersArePreferred() throws IOException {
    Path file = zip("params", 1, "params_ema", 2);

    assertThat(CheckpointImport.read(ANY, file).tensor("net_g.a.weight").floats().get())
        .isEqualTo(2);
  }

  @Test
  void thePlainParametersServeWhereThereAreNoAveragedOnes() throws IOException {
    Path file = zip("params", 1);

    assertThat(CheckpointImport.read(ANY, file).tensor("net_g.a.weight").floats().get())
        .isEqualTo(1);
  }

  @Test
  void aDiscriminatorAloneIsRefused() throws IOException {
    Path file = zip("discriminator", 1);

    assertThatThrownBy(() -> CheckpointImport.read(ANY, file))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "checkpoint %s has the sections [discriminator], but must have".formatted(file)
                + " [kp_detector, generator], or params_ema or params");
  }

  @Test
  void oneFileGivenTwiceIsRefused() throws IOException {
    Path file = zip("params", 1);

    assertThatThrownBy(() -> CheckpointImport.read(ANY, file, file))
        .hasMessage("there are two tensors of the name net_g.a.weight");
  }

  @Test
  void tensorsOfNoKnownPresetAreRefused() throws IOException {
    Path file = zip("params", 1);

    assertThatThrownBy(() -> CheckpointImport.read(file))
        .hasMessageContaining("are those of none of the presets")
        .hasMessageContaining("synergize-compact");
  }

  @ParameterizedTest
  @CsvSource({
    "fomm-256, fomm_vox_256.json kp_detector kp_detector.; fomm_vox_256.json generator generator.",
    "mcnet-256, mcnet_vox_256.json kp_detector kp_detector.; mcnet_vox_256.json generator generator.",
    "synergize-256, synergize_net_motion_estimator.json params motion_estimator.;"
        + " synergize_net_g.json params_ema net_g."
  })
  void publishedKeysTellThePresetAndAreThoseOfItsNetwork(String preset, String sources)
      throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(SHARED.resolve("keys")), "needs ../shared");
    List<HostTensor> tensors = new ArrayList<>();
    for (String source : sources.split(";")) {
      String[] part = source.strip().split(" ");
      String text = Files.readString(SHARED.resolve("keys").resolve(part[0]));
      JsonObject modules =
          JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("modules");
      JsonObject keys = modules.getAsJsonObject(part[1]).getAsJsonObject("keys");
      for (String key : keys.keySet()) {
        tensors.add(telling(part[2] + key, keys.getAsJsonObject(key)));
      }
    }

    assertThat(PresetRecognition.of(tensors)).isEqualTo(Optional.of(Presets.named(preset)));
    assertThat(tensors)
        .extracting(tensor -> tensor.name() + Arrays.toString(tensor.shape()))
        .containsExactlyInAnyOrderElementsOf(
            Networks.specs(Presets.named(preset).configuration()).stream()
                .map(spec -> spec.name() + Arrays.toString(spec.shape()))
                .toList());
  }

  @Test
  void theWholeSynergizeCheckpointIsImportedFromItsTwoFiles() throws IOException {
    Path small = SHARED.resolve("synergize_small_a");
    Assumptions.assumeTrue(Files.isDirectory(small), "needs ../shared");

    Weights weights =
        CheckpointImport.read(
            ANY,
            small.resolve("net_g_latest.pth"),
            small.resolve("net_motion_estimator_latest.pth"));

    assertThat(weights.tensor("net_g.quantize_app.embedding.weight").shape())
        .containsExactly(64, 32);
    assertThat(weights.tensors()).hasSizeGreaterThan(464 + 90);
  }

  private static HostTensor telling(String name, JsonObject key) {
    long[] shape =
        key.getAsJsonArray("shape").asList().stream().mapToLong(side -> side.getAsLong()).toArray();
    return HostTensor.ofFloats(name, shape, new float[(int) HostTensor.elements(name, shape)]);
  }

  /** A checkpoint whose sections hold the one-element tensor {@code module.a.weight}. */
  private Path zip(Object... sectionsAndValues) throws IOException {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < sectionsAndValues.length; i += 2) {
      Tensor tensor = Tensor.contiguous("FloatStorage", Integer.toString(i), 1);
      entries.add(sectionsAndValues[i]);
      entries.add(new PickleWriter().dictionary("module.a.weight", tensor).opcodes());
    }
    Path file = folder.resolve("made.pth");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new PickleWriter().dictionary(entries.toArray()).bytes());
      for (int i = 0; i < sectionsAndValues.length; i += 2) {
        zip.putNextEntry(new ZipEntry("archive/data/" + i));
        int bits = Float.floatToIntBits((Integer) sectionsAndValues[i + 1]);
        zip.write(
            new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
      }
    }
    return file;
  }
}
