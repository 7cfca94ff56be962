package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsFileTest {
  private static final Preset PRESET = Presets.named("synergize-compact");

  @TempDir private Path folder;

  @Test
  void tensorsAndDescriptionSurviveTheRoundTrip() throws IOException {
    Weights weights = sample();

    WeightsFile.write(weights, folder.resolve("model"));
    Weights read = WeightsFile.read(folder.resolve("model"));

    assertThat(read.description()).isEqualTo(weights.description());
    assertThat(read.tensors()).hasSameSizeAs(weights.tensors());
    for (HostTensor tensor : weights.tensors()) {
      assertThat(read.tensor(tensor.name())).hasToString(tensor.toString());
      assertThat(read.tensor(tensor.name()).bytes()).isEqualTo(tensor.bytes());
    }
  }

  @Test
  void aSingleFileAndAFolderAreBothRead() throws IOException {
    Path file = folder.resolve("some.safetensors");
    WeightsFile.write(sample(), file);
    WeightsFile.write(sample(), folder);

    assertThat(WeightsFile.read(file).id())
        .isEqualTo(WeightsFile.read(folder).id())
        .isEqualTo(sample().id())
        .matches("[0-9a-f]{16}");
  }

  @Test
  void theIdentityIsTheShaOfTheElementsInTheFile() throws Exception {
    Path file = folder.resolve("some.safetensors");
    WeightsFile.write(sample(), file);
    byte[] bytes = Files.readAllBytes(file);
    int header = 8 + (int) littleEndian(bytes).getLong(0);

    byte[] sha =
        MessageDigest.getInstance("SHA-256")
            .digest(Arrays.copyOfRange(bytes, header, bytes.length));

    assertThat(sample().description().sha256()).isEqualTo(HexFormat.of().formatHex(sha));
    assertThat(header % 8).isZero();
  }

  @Test
  void writingReplacesAndLeavesNothingElse() throws IOException {
    WeightsFile.write(sample(), folder);
    WeightsFile.write(
        InitialWeights.of(
            PRESET,
            List.of(
                new ParameterSpec(
                    "a", new long[] {2}, Initializer.ONES, ParameterSpec.Kind.PARAMETER)),
            5),
        folder);

    assertThat(WeightsFile.read(folder).id()).isEqualTo("initial-5");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve(WeightsFile.FILE_NAME));
    }
  }

  @Test
  void sixteenBitTensorsAreRead() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 0x3f80).putShort((short) 0xc000);
    data.putShort((short) 0x3c00).putShort((short) 0x7c00);
    Safetensors read =
        Safetensors.read(
            file(
                "{\"brain\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                    + "\"half\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[4,8]}}",
                data.array()));

    assertThat(values(read.tensors().get(0))).containsExactly(1, -2);
    assertThat(values(read.tensors().get(1))).containsExactly(1, Float.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967298],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":7}",
        "[1,2]",
        "{\"a\":",
        "{}",
      })
  void aCorruptHeaderIsRefusedWithOneSentence(String header) {
    assertThatThrownBy(() -> Safetensors.read(file(header, new byte[8])))
        .isInstanceOf(WeightsException.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aFileCutOffAnywhereIsRefusedWithOneSentence() throws IOException {
    Path file = folder.resolve("some.safetensors");
    WeightsFile.write(sample(), file);
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 0; cut < whole.length; cut += 1 + whole.length / 200) {
      Path part = Files.write(folder.resolve("part.safetensors"), Arrays.copyOf(whole, cut));

      assertThat(catchThrowable(() -> WeightsFile.read(part)))
          .as("cut at %d", cut)
          .isInstanceOf(WeightsException.class)
          .hasMessageStartingWith("weights " + part + " cannot be read: ");
    }
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    Path file = folder.resolve("some.safetensors");
    WeightsFile.write(sample(), file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.safetensors"), bytes);

    assertThatThrownBy(() -> WeightsFile.read(damaged))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("the file is damaged, copy it again");
  }

  @Test
  void damagedBytesNeverEndInAnotherError() throws IOException {
    Path file = folder.resolve("some.safetensors");
    WeightsFile.write(sample(), file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(21);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Path part = Files.write(folder.resolve("damaged.safetensors"), damaged);

      Throwable failure = catchThrowable(() -> WeightsFile.read(part));

      assertThat(failure == null || failure instanceof WeightsException)
          .as("round %d: %s", round, failure)
          .isTrue();
    }
  }

  @Test
  void aFileWithoutADescriptionIsRefused() throws IOException {
    Path file = folder.resolve("foreign.safetensors");
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    Files.write(file, file(header, new byte[8]).array());

    assertThatThrownBy(() -> WeightsFile.read(file))
        .hasMessage(
            "weights %s cannot be read: it has no description of its preset;".formatted(file)
                + " make it with 'understudy import'");
  }

  @Test
  void anAbsentFileAndAnUnwritablePlaceAreNamed() throws IOException {
    Path absent = folder.resolve("absent");
    Path blocked = Files.createFile(folder.resolve("blocked"));

    assertThatThrownBy(() -> WeightsFile.read(absent))
        .isInstanceOf(IOException.class)
        .hasMessage("weights %s cannot be read: there is no such file".formatted(absent));
    assertThatThrownBy(() -> WeightsFile.write(sample(), blocked.resolve("model")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("weights cannot be written to ")
        .hasMessageEndingWith("choose a writable place");
  }

  private static Weights sample() {
    return Weights.of(
        PRESET,
        TrainingRecord.imported("test"),
        List.of(
            HostTensor.ofFloats("b.weight", new long[] {1, 3}, new float[] {1, -2, 3.5f}),
            HostTensor.ofLongs("a.num_batches_tracked", new long[0], new long[] {7}),
            HostTensor.ofFloats("empty", new long[] {0, 4}, new float[0])));
  }

  private static ByteBuffer file(String header, byte[] elements) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + elements.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(elements)
        .flip();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static float[] values(HostTensor tensor) {
    float[] values = new float[tensor.size()];
    tensor.floats().get(values);
    return values;
  }
}
