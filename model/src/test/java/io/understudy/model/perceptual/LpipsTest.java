package io.understudy.model.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.understudy.model.Picture;
import io.understudy.model.network.PixelRange;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** LPIPS against a second computation by DJL's own operations and plain sums, on drawn weights. */
class LpipsTest {
  private static final int SIZE = 64;

  /** Index, inputs, outputs, side, stride, padding; 1 where a feature is taken out behind it. */
  private static final int[][] VGG = {
    {0, 3, 64, 3, 1, 1, 0},
    {2, 64, 64, 3, 1, 1, 1},
    {5, 64, 128, 3, 1, 1, 0},
    {7, 128, 128, 3, 1, 1, 1},
    {10, 128, 256, 3, 1, 1, 0},
    {12, 256, 256, 3, 1, 1, 0},
    {14, 256, 256, 3, 1, 1, 1},
    {17, 256, 512, 3, 1, 1, 0},
    {19, 512, 512, 3, 1, 1, 0},
    {21, 512, 512, 3, 1, 1, 1},
    {24, 512, 512, 3, 1, 1, 0},
    {26, 512, 512, 3, 1, 1, 0},
    {28, 512, 512, 3, 1, 1, 1}
  };

  private static final int[][] ALEX = {
    {0, 3, 64, 11, 4, 2, 1},
    {3, 64, 192, 5, 1, 2, 1},
    {6, 192, 384, 3, 1, 1, 1},
    {8, 384, 256, 3, 1, 1, 1},
    {10, 256, 256, 3, 1, 1, 1}
  };

  /** A pooling stands before these convolutions: of torchvision's lists of layers. */
  private static final List<Integer> POOLED_VGG = List.of(5, 10, 17, 24);

  private static final List<Integer> POOLED_ALEX = List.of(3, 6);

  private static final double[] SHIFT = {-0.030, -0.088, -0.188};
  private static final double[] SCALE = {0.458, 0.448, 0.450};

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"VGG, UNIT", "VGG, SYMMETRIC", "ALEX, UNIT", "ALEX, SYMMETRIC"})
  void isWhatASecondComputationGives(LpipsTrunk trunk, PixelRange range) throws IOException {
    TensorsWriter network = network(trunk);
    TensorsWriter layers = layers(trunk);
    Picture first = noise(1);
    Picture second = noise(2);

    double expected = expected(trunk, network, layers, first, second, range);

    try (Lpips lpips = open(trunk, network, layers)) {
      assertThat(lpips.distance(first, second, range))
          .isCloseTo(expected, within(1e-4 * expected))
          .isCloseTo(lpips.distance(second, first, range), within(1e-5 * expected));
      assertThat(lpips.distance(first, first, range)).isCloseTo(0, within(1e-9));
    }
    assertThat(expected).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @EnumSource
  void aFileOfAnotherNetworkIsRefusedWithWhatItLacks(LpipsTrunk trunk) throws IOException {
    LpipsTrunk other = trunk == LpipsTrunk.VGG ? LpipsTrunk.ALEX : LpipsTrunk.VGG;
    TensorsWriter network = network(other);
    TensorsWriter layers = layers(trunk);

    assertThatThrownBy(() -> open(trunk, network, layers).close())
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("LPIPS-" + trunk.label() + " needs features.")
        .hasMessageContaining("give " + trunk.file());
  }

  @Test
  void layersOfTheOtherTrunkAreRefused() throws IOException {
    TensorsWriter network = network(LpipsTrunk.ALEX);
    TensorsWriter layers = layers(LpipsTrunk.VGG);

    assertThatThrownBy(() -> open(LpipsTrunk.ALEX, network, layers).close())
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("needs lin1.model.1.weight of shape [1, 192, 1, 1]");
  }

  private Lpips open(LpipsTrunk trunk, TensorsWriter network, TensorsWriter layers)
      throws IOException {
    return Lpips.open(
        trunk,
        network.write(folder.resolve("network.safetensors")),
        layers.write(folder.resolve("layers.safetensors")));
  }

  private static int[][] convolutions(LpipsTrunk trunk) {
    return trunk == LpipsTrunk.VGG ? VGG : ALEX;
  }

  private static TensorsWriter network(LpipsTrunk trunk) {
    TensorsWriter tensors = new TensorsWriter();
    Random random = new Random(5);
    for (int[] c : convolutions(trunk)) {
      double deviation = Math.sqrt(2.0 / (c[1] * c[3] * c[3]));
      float[] weight = drawn(c[1] * c[2] * c[3] * c[3], deviation, random);
      tensors.put("features.%d.weight".formatted(c[0]), weight, c[2], c[1], c[3], c[3]);
      tensors.put("features.%d.bias".formatted(c[0]), drawn(c[2], 0.1, random), c[2]);
    }
    return tensors.put("classifier.0.bias", new float[3], 3);
  }

  private static TensorsWriter layers(LpipsTrunk trunk) {
    TensorsWriter tensors = new TensorsWriter();
    Random random = new Random(6);
    int layer = 0;
    for (int[] c : convolutions(trunk)) {
      if (c[6] == 1) {
        float[] weight = drawn(c[2], 1, random);
        for (int i = 0; i < weight.length; i++) {
          weight[i] = Math.abs(weight[i]);
        }
        tensors.put("lin%d.model.1.weight".formatted(layer++), weight, 1, c[2], 1, 1);
      }
    }
    return tensors;
  }

  private static float[] drawn(int size, double deviation, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  private static double expected(
      LpipsTrunk trunk,
      TensorsWriter network,
      TensorsWriter layers,
      Picture first,
      Picture second,
      PixelRange range) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> a = features(trunk, network, manager, input(first, range, manager));
      List<NDArray> b = features(trunk, network, manager, input(second, range, manager));
      double sum = 0;
      for (int layer = 0; layer < a.size(); layer++) {
        float[] weight = layers.get("lin%d.model.1.weight".formatted(layer)).values();
        sum += layer(a.get(layer), b.get(layer), weight);
      }
      return sum;
    }
  }

  private static NDArray input(Picture picture, PixelRange range, NDManager manager) {
    float[] values = new float[3 * SIZE * SIZE];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < SIZE * SIZE; i++) {
        double unit = (picture.rgb()[3 * i + channel] & 0xff) / 255.0;
        double value = range == PixelRange.UNIT ? unit : 2 * unit - 1;
        values[channel * SIZE * SIZE + i] = (float) ((value - SHIFT[channel]) / SCALE[channel]);
      }
    }
    return manager.create(values, new Shape(1, 3, SIZE, SIZE));
  }

  private static List<NDArray> features(
      LpipsTrunk trunk, TensorsWriter network, NDManager manager, NDArray input) {
    boolean vgg = trunk == LpipsTrunk.VGG;
    List<NDArray> features = new ArrayList<>();
    NDArray x = input;
    for (int[] c : convolutions(trunk)) {
      if ((vgg ? POOLED_VGG : POOLED_ALEX).contains(c[0])) {
        Shape window = vgg ? new Shape(2, 2) : new Shape(3, 3);
        x = Pool.maxPool2d(x, window, new Shape(2, 2), new Shape(0, 0), false);
      }
      TensorsWriter.Values weight = network.get("features.%d.weight".formatted(c[0]));
      TensorsWriter.Values bias = network.get("features.%d.bias".formatted(c[0]));
      x =
          Activation.relu(
              Conv2d.conv2d(
                      x,
                      manager.create(weight.values(), new Shape(weight.shape())),
                      manager.create(bias.values(), new Shape(bias.shape())),
                      new Shape(c[4], c[4]),
                      new Shape(c[5], c[5]),
                      new Shape(1, 1),
                      1)
                  .singletonOrThrow());
      if (c[6] == 1) {
        features.add(x);
      }
    }
    return features;
  }

  private static double layer(NDArray first, NDArray second, float[] weight) {
    float[] a = first.toFloatArray();
    float[] b = second.toFloatArray();
    int places = a.length / weight.length;
    double sum = 0;
    for (int place = 0; place < places; place++) {
      double lengthA = length(a, place, places);
      double lengthB = length(b, place, places);
      for (int channel = 0; channel < weight.length; channel++) {
        int i = channel * places + place;
        sum += weight[channel] * Math.pow(a[i] / lengthA - b[i] / lengthB, 2);
      }
    }
    return sum / places;
  }

  private static double length(float[] feature, int place, int places) {
    double squares = 0;
    for (int i = place; i < feature.length; i += places) {
      squares += (double) feature[i] * feature[i];
    }
    return Math.sqrt(squares) + 1e-10;
  }

  private static Picture noise(long seed) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    new Random(seed).nextBytes(rgb);
    return new Picture(SIZE, SIZE, rgb);
  }
}
