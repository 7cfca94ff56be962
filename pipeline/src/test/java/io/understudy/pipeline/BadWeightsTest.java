package io.understudy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import io.understudy.model.engine.Networks;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.TrainingRecord;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code model.preset} and {@code model.weights} refuse before a job starts. */
class BadWeightsTest {
  private static final String BIAS = "generator.final.bias";

  @TempDir Path folder;

  @Test
  void acceptsWeightsThatFit() throws IOException {
    Path file = write(tensors -> tensors);

    assertThatCode(() -> check("tiny", file)).doesNotThrowAnyException();
  }

  @Test
  void refusesWeightsOfAnotherPreset() throws IOException {
    Path file = write(tensors -> tensors);

    refuses("fomm-256", file).hasMessageContaining("belong to preset tiny, not to fomm-256");
  }

  @Test
  void refusesMissingExtraMisShapedAndNonFiniteTensors() throws IOException {
    refuses("tiny", write(BadWeightsTest::withoutBias)).hasMessageContaining("1 missing (" + BIAS);
    refuses("tiny", write(tensors -> with(tensors, bias("generator.extra", 3, 0))))
        .hasMessageContaining("1 extra (generator.extra");
    refuses("tiny", write(tensors -> with(withoutBias(tensors), bias(BIAS, 4, 0))))
        .hasMessageContaining("1 mis-shaped (");
    refuses("tiny", write(tensors -> with(withoutBias(tensors), bias(BIAS, 3, Float.NaN))))
        .hasMessageContaining("1 not finite (" + BIAS);
  }

  @Test
  void refusesATruncatedMissingOrForeignFile() throws IOException {
    Path whole = write(tensors -> tensors);
    byte[] bytes = Files.readAllBytes(whole);
    Path half =
        Files.write(folder.resolve("half.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
    Path text = Files.writeString(folder.resolve("text.safetensors"), "these are no weights");

    refuses("tiny", half).hasMessageContaining(half.toString());
    refuses("tiny", text).hasMessageContaining(text.toString());
    refuses("tiny", folder.resolve("none")).hasMessageContaining("none");
  }

  @Test
  void neverTakesAWeightsIdForAPath() throws IOException {
    Path file = write(tensors -> tensors);
    PresetReenactorLoader loader = loader("model.preset=tiny", "model.weights=" + file);

    for (String id : List.of("../tiny", "/etc/passwd", file.toString(), "..\\..\\tiny")) {
      assertThatThrownBy(() -> loader.load("tiny", id))
          .isInstanceOf(UnknownModelException.class)
          .hasMessageContaining("are not deployed");
    }
  }

  @Test
  void refusesAnUnknownPresetWithoutWeights() {
    assertThatThrownBy(() -> check("tiny", Path.of("initial")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("unknown preset 'tiny'")
        .hasMessageContaining("fomm-compact");
  }

  @Test
  void acceptsWeightsOfSeveralPresetsAndOffersNoOthers() throws IOException {
    PresetReenactorLoader loader =
        loader(
            "model.preset=fomm",
            "model.weights-of.fomm-256=initial",
            "model.weights=" + write(tensors -> tensors),
            "model.weights-of.tiny=" + write(tensors -> tensors));

    assertThat(loader.check().preset()).isEqualTo("fomm-256");
    assertThatThrownBy(() -> loader.load("mcnet-256", ""))
        .isInstanceOf(UnknownModelException.class)
        .hasMessage(
            "preset mcnet-256 is not offered by this job, it has weights of fomm-256, tiny; name one of these or deploy it with model.weights-of.mcnet-256=FILE");
  }

  @Test
  void refusesWrongWeightsOfAFurtherPreset() throws IOException {
    String tiny = write(tensors -> tensors).toString();

    assertThatThrownBy(() -> loader("model.weights-of.fomm-256=" + tiny).check())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("belong to preset tiny, not to fomm-256");
    assertThatThrownBy(() -> loader("model.weights-of.nobody=bundled").check())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("unknown preset 'nobody'");
    assertThatThrownBy(() -> loader("model.weights-of.fomm-256=/nowhere").check())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("weights /nowhere cannot be read");
  }

  @Test
  void refusesADeviceThatIsNotThere() {
    assertThatThrownBy(() -> loader("model.device=gpu99").check())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("model.device is gpu99");
  }

  @Test
  void refusesTheFirstDeviceWhereThereIsNone() {
    assumeThat(Engine.getEngine("PyTorch").getGpuCount()).isZero();
    assertThatThrownBy(() -> loader("model.device=gpu").check())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("model.device is gpu, but this build sees 0 CUDA devices");
  }

  private static AbstractThrowableAssert<?, ?> refuses(String preset, Path weights) {
    return assertThatThrownBy(() -> check(preset, weights))
        .isInstanceOf(BadInputException.class)
        .hasMessageNotContaining("\n");
  }

  private static void check(String preset, Path weights) {
    loader("model.preset=" + preset, "model.weights=" + weights).check();
  }

  private static PresetReenactorLoader loader(String... assignments) {
    return PresetReenactorLoader.of(
        UnderstudyConfiguration.read(null, List.of(assignments)).model());
  }

  private Path write(UnaryOperator<List<HostTensor>> change) throws IOException {
    List<HostTensor> tensors = Networks.initialWeights(TinyModel.PRESET, 1).tensors();
    Path file = folder.resolve("tiny.safetensors");
    WeightsFile.write(
        Weights.of(TinyModel.PRESET, TrainingRecord.initial(1), change.apply(tensors)), file);
    return file;
  }

  private static List<HostTensor> withoutBias(List<HostTensor> tensors) {
    return tensors.stream().filter(tensor -> !tensor.name().equals(BIAS)).toList();
  }

  private static List<HostTensor> with(List<HostTensor> tensors, HostTensor more) {
    List<HostTensor> all = new ArrayList<>(tensors);
    all.add(more);
    return all;
  }

  private static HostTensor bias(String name, int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return HostTensor.ofFloats(name, new long[] {size}, values);
  }
}
