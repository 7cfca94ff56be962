package io.understudy.model.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.network.PixelRange;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Vgg19Test {
  private static final int[] INDICES = {0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28};
  private static final int[] WIDTHS = {
    3, 64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512
  };

  @TempDir Path folder;

  @Test
  void readsTorchvisionsNamesAndLeavesTheRest() throws IOException {
    Path file = write(INDICES.length);
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      PerceptualNetwork network =
          new PerceptualFile(file).open(execution, PixelRange.UNIT, InceptionTap.MIXED2);
      List<NDArray> features = network.features(execution.manager().ones(new Shape(1, 3, 32, 32)));
      assertThat(network.name()).isEqualTo("VGG-19");
      assertThat(features.get(0).get("0, 0").toFloatArray()).containsOnly(2);
      assertThat(features.get(4).getShape()).isEqualTo(new Shape(1, 512, 2, 2));
    }
  }

  @Test
  void aFileOfAnotherNetworkIsNamedWithWhatItLacks() throws IOException {
    Path file = write(3);
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT)) {
      assertThatThrownBy(() -> Vgg19.read(file, execution))
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("has no such tensor, VGG-19 needs features.7.weight")
          .hasMessageContaining("[128, 128, 3, 3]");
    }
  }

  /** All zero but for the first bias, which is 2; and a classifier that nobody reads. */
  private Path write(int convolutions) throws IOException {
    StringJoiner entries = new StringJoiner(",", "{", "}");
    entries.add(entry("features.0.bias", 0, 64));
    long next = 64 * 4;
    for (int i = 0; i < convolutions; i++) {
      String name = "features." + INDICES[i];
      entries.add(entry(name + ".weight", next, WIDTHS[i + 1], WIDTHS[i], 3, 3));
      next += 4L * 9 * WIDTHS[i + 1] * WIDTHS[i];
      if (i > 0) {
        entries.add(entry(name + ".bias", next, WIDTHS[i + 1]));
        next += 4L * WIDTHS[i + 1];
      }
    }
    entries.add(entry("classifier.0.bias", next, 8));
    byte[] header = entries.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer start =
        ByteBuffer.allocate(8 + header.length + 64 * 4).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length).put(header);
    while (start.hasRemaining()) {
      start.putFloat(2);
    }
    Path file = folder.resolve("vgg19.safetensors");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(start.flip());
      channel.write(ByteBuffer.allocate(1), 8 + header.length + next + 8 * 4 - 1);
    }
    return file;
  }

  private static String entry(String name, long begin, long... shape) {
    long bytes = 4;
    StringJoiner sides = new StringJoiner(",");
    for (long side : shape) {
      bytes *= side;
      sides.add(Long.toString(side));
    }
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
        .formatted(name, sides, begin, begin + bytes);
  }
}
