package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.model.weights.PickleWriter.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final Path SMALL = Path.of("src/test/resources/golden/fomm_small_b");
  private static final Path ZIP = SMALL.resolve("checkpoint.pth.tar");
  private static final Path LEGACY = SMALL.resolve("checkpoint_legacy.pth.tar");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"generator", "kp_detector"})
  void bothFormatsHoldTheSameTensors(String section) throws IOException {
    try (Checkpoint zip = Checkpoint.open(ZIP);
        Checkpoint legacy = Checkpoint.open(LEGACY)) {
      Map<String, HostTensor> expected = byName(zip.tensors(section));
      Map<String, HostTensor> actual = byName(legacy.tensors(section));

      assertThat(actual.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(30);
      expected.forEach(
          (name, tensor) -> {
            assertThat(actual.get(name)).hasToString(tensor.toString());
            assertThat(actual.get(name).bytes()).isEqualTo(tensor.bytes());
          });
    }
  }

  @Test
  void optimiserEntriesAreNoSectionsOfTensors() throws IOException {
    try (Checkpoint legacy = Checkpoint.open(LEGACY)) {
      assertThat(legacy.sections()).containsExactly("discriminator", "generator", "kp_detector");
    }
  }

  @Test
  void countersAreIntegers() throws IOException {
    try (Checkpoint zip = Checkpoint.open(ZIP)) {
      HostTensor counter = byName(zip.tensors("generator")).get("first.norm.num_batches_tracked");

      assertThat(counter.type()).isEqualTo(ElementType.I64);
      assertThat(counter.shape()).isEmpty();
    }
  }

  @Test
  void tensorsStayValidAfterClose() throws IOException {
    List<HostTensor> tensors;
    try (Checkpoint legacy = Checkpoint.open(LEGACY)) {
      tensors = legacy.tensors("kp_detector");
    }
    assertThat(tensors).allSatisfy(tensor -> assertThat(tensor.bytes().remaining()).isPositive());
  }

  @Test
  void stridesAndOffsetsIntoASharedStorageAreHonoured() throws IOException {
    byte[] pickle =
        section(
            "transposed", new Tensor("FloatStorage", "0", 6, 0, longs(3, 2), longs(1, 3)),
            "column", new Tensor("FloatStorage", "0", 6, 1, longs(2), longs(3)),
            "module.whole", Tensor.contiguous("FloatStorage", "0", 2, 3),
            "empty", new Tensor("FloatStorage", "0", 6, 0, longs(0, 3), longs(3, 1)));
    try (Checkpoint checkpoint = Checkpoint.open(zip(pickle, floats(0, 1, 2, 3, 4, 5)))) {
      Map<String, HostTensor> tensors = byName(checkpoint.tensors("params"));

      assertThat(values(tensors.get("transposed"))).containsExactly(0, 3, 1, 4, 2, 5);
      assertThat(values(tensors.get("column"))).containsExactly(1, 4);
      assertThat(values(tensors.get("whole"))).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(values(tensors.get("empty"))).isEmpty();
    }
  }

  @Test
  void aFileOfTensorsAloneGivesTheWantedOnes() throws IOException {
    byte[] pickle =
        new PickleWriter()
            .dictionary(
                "features.0.bias", Tensor.contiguous("FloatStorage", "0", 2),
                "classifier.0.bias", Tensor.contiguous("FloatStorage", "absent", 9))
            .bytes();
    Path file = zip(pickle, floats(3, 4));

    List<HostTensor> tensors = TensorFile.read(file, name -> name.startsWith("features"));

    assertThat(tensors).hasSize(1);
    assertThat(values(tensors.get(0))).containsExactly(3, 4);
  }

  @Test
  void sixteenBitStoragesAreWidened() throws IOException {
    byte[] pickle =
        section(
            "half", new Tensor("HalfStorage", "0", 3, 0, longs(3), longs(1)),
            "brain", new Tensor("BFloat16Storage", "1", 3, 0, longs(3), longs(1)));
    Path file = zip(pickle, shorts(0x3c00, 0xc000, 0x0001), shorts(0x3f80, 0xc000, 0x3f81));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Map<String, HostTensor> tensors = byName(checkpoint.tensors("params"));

      assertThat(values(tensors.get("half"))).containsExactly(1, -2, 0x1p-24f);
      assertThat(values(tensors.get("brain"))).containsExactly(1, -2, 1.0078125f);
    }
  }

  @Test
  void aWindowBeyondItsStorageIsRefused() throws IOException {
    byte[] pickle = section("big", new Tensor("FloatStorage", "0", 6, 1, longs(2, 3), longs(3, 1)));
    try (Checkpoint checkpoint = Checkpoint.open(zip(pickle, floats(0, 1, 2, 3, 4, 5)))) {
      assertThatThrownBy(() -> checkpoint.tensors("params"))
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("tensor big of shape [2, 3], strides [3, 1] and offset 1 exceeds");
    }
  }

  @Test
  void aStorageShorterThanStatedIsRefused() throws IOException {
    byte[] pickle = section("a", Tensor.contiguous("FloatStorage", "0", 9));
    try (Checkpoint checkpoint = Checkpoint.open(zip(pickle, floats(1, 2)))) {
      assertThatThrownBy(() -> checkpoint.tensors("params"))
          .hasMessageContaining("has 8 bytes, its tensors need 36");
    }
  }

  @Test
  void aTinyFileCannotAskForHugeTensors() throws IOException {
    byte[] pickle =
        section("bomb", new Tensor("FloatStorage", "0", 1, 0, longs(30_000, 30_000), longs(0, 0)));
    try (Checkpoint checkpoint = Checkpoint.open(zip(pickle, floats(1)))) {
      assertThatThrownBy(() -> checkpoint.tensors("params"))
          .hasMessageContaining("larger than any known network's");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"os.system", "builtins.eval", "torch.nn.Module", "java.lang.Runtime"})
  void aPickleThatNamesAnotherClassIsRefusedByName(String global) throws IOException {
    int dot = global.lastIndexOf('.');
    byte[] call =
        new PickleWriter()
            .global(global.substring(0, dot), global.substring(dot + 1))
            .raw('(')
            .value("touch /tmp/never")
            .raw('t', 'R')
            .opcodes();

    assertThatThrownBy(() -> Checkpoint.open(zip(section("a", call))))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("it names " + global + ", which is no part of a checkpoint");
  }

  @Test
  void anOldStyleInstanceIsRefused() throws IOException {
    byte[] instance = new PickleWriter().raw('(').value("x").raw('i', 'o', 's', '\n').opcodes();

    assertThatThrownBy(() -> Checkpoint.open(zip(section("a", instance))))
        .hasMessageContaining("pickle opcode 0x69");
  }

  @Test
  void callingADataTypeIsRefused() throws IOException {
    byte[] call = new PickleWriter().global("torch", "FloatStorage").raw(')', 'R').opcodes();

    assertThatThrownBy(() -> Checkpoint.open(zip(section("a", call))))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("its pickle is damaged");
  }

  @Test
  void nestedListsCannotBeKeys() throws IOException {
    byte[] key = new PickleWriter().raw('}', ']', 'K', 1, 's').opcodes();

    assertThatThrownBy(() -> Checkpoint.open(zip(section("a", key))))
        .hasMessageContaining("a list cannot be a key");
  }

  @Test
  void aTextLongerThanTheFileIsRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] text = new PickleWriter().raw('X', 0xff, 0xff, 0xff, 0x7e).opcodes();

    assertThatThrownBy(() -> Checkpoint.open(zip(section("a", text))))
        .hasMessageContaining("a text of 2130706431 bytes is cut off");
  }

  @Test
  void anInflatedPickleIsBounded() throws IOException {
    byte[] pickle = new byte[Checkpoint.MOST_PICKLE_BYTES + 1];

    assertThatThrownBy(() -> Checkpoint.open(zip(pickle)))
        .hasMessageContaining("is larger than 8388608 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.pth.tar", "checkpoint_legacy.pth.tar"})
  void aFileCutOffAnywhereIsRefusedWithOneSentence(String name) throws IOException {
    byte[] whole = Files.readAllBytes(SMALL.resolve(name));
    Random random = new Random(11);
    int[] cuts =
        IntStream.concat(
                IntStream.of(0, 1, 3, 4, 15, 16, 40, 200, whole.length - 1),
                random.ints(60, 0, whole.length))
            .toArray();
    for (int cut : cuts) {
      Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut));

      Throwable failure = catchThrowable(() -> Checkpoint.open(file));

      assertThat(failure)
          .as("cut at %d", cut)
          .isInstanceOf(WeightsException.class)
          .hasMessageStartingWith("checkpoint " + file + " cannot be read: ")
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.pth.tar", "checkpoint_legacy.pth.tar"})
  void damagedBytesNeverEndInAnotherError(String name) throws IOException {
    byte[] whole = Files.readAllBytes(SMALL.resolve(name));
    Random random = new Random(12);
    for (int round = 0; round < 200; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 3; i++) {
        // The pickles lie in the first tens of kilobytes, a zip's directory in the last.
        int near = random.nextInt(60_000);
        damaged[random.nextBoolean() ? near : whole.length - 1 - near] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("damaged"), damaged);

      Throwable failure =
          catchThrowable(
              () -> {
                try (Checkpoint checkpoint = Checkpoint.open(file)) {
                  for (String section : checkpoint.sections()) {
                    checkpoint.tensors(section);
                  }
                }
              });

      assertThat(failure == null || failure instanceof WeightsException)
          .as("round %d: %s", round, failure)
          .isTrue();
    }
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.pth"), "hello, this is no checkpoint");

    assertThatThrownBy(() -> Checkpoint.open(text))
        .hasMessage(
            "checkpoint %s cannot be read: it starts neither like a zip archive nor like a pickle"
                .formatted(text));
  }

  @Test
  void anAbsentFileIsNamed() {
    Path absent = folder.resolve("absent.pth");

    assertThatThrownBy(() -> Checkpoint.open(absent))
        .isInstanceOf(IOException.class)
        .hasMessage("checkpoint %s cannot be read: there is no such file".formatted(absent));
  }

  private static byte[] section(Object... namesAndValues) {
    byte[] inner = new PickleWriter().dictionary(namesAndValues).opcodes();
    return new PickleWriter().dictionary("params", inner).bytes();
  }

  private Path zip(byte[] pickle, byte[]... storages) throws IOException {
    Path file = folder.resolve("made.pth");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("made/data.pkl"));
      zip.write(pickle);
      for (int i = 0; i < storages.length; i++) {
        zip.putNextEntry(new ZipEntry("made/data/" + i));
        zip.write(storages[i]);
      }
    }
    return file;
  }

  private static Map<String, HostTensor> byName(List<HostTensor> tensors) {
    return tensors.stream().collect(Collectors.toMap(HostTensor::name, Function.identity()));
  }

  private static float[] values(HostTensor tensor) {
    float[] values = new float[tensor.size()];
    tensor.floats().get(values);
    return values;
  }

  private static long[] longs(long... values) {
    return values;
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static byte[] shorts(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }
}
