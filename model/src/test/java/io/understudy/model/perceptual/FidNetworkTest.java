package io.understudy.model.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.understudy.model.Picture;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FID's network against a second computation by DJL's own operations, written down as pytorch-fid
 * and torchvision do, on drawn weights; the names are those of the published file.
 */
class FidNetworkTest {
  private static final int SIDE = 299;

  /** Trained values of torchvision's Inception-v3 without its head and its auxiliary classifier. */
  private static final long TRAINED = 21_785_568;

  @TempDir private static Path folder;
  private static TensorsWriter tensors;
  private static Path file;

  @BeforeAll
  static void drawWeights() throws IOException {
    tensors = DrawnFid.tensors(1008);
    file = tensors.write(folder.resolve("fid.safetensors"));
  }

  @Test
  void isWhatASecondComputationGives() throws IOException {
    try (FidNetwork network = FidNetwork.open(file);
        NDManager manager = NDManager.newBaseManager()) {
      for (int side : new int[] {256, 320}) {
        Picture picture = noise(side);
        float[] expected = new Second(manager).features(picture);

        float[] found = network.features(picture);

        assertThat(found).hasSize(FidNetwork.FEATURES);
        assertThat(found).containsExactly(expected, within(1e-4f * greatest(expected)));
        assertThat(greatest(expected)).isBetween(0.01f, 100f);
      }
    }
  }

  @Test
  void theDrawnFileHasAsManyTrainedValuesAsThePublishedNetwork() {
    assertThat(DrawnFid.trained()).isEqualTo(TRAINED);
  }

  @Test
  void torchvisionsOwnInceptionIsRefused() throws IOException {
    Path own = DrawnFid.tensors(1000).write(folder.resolve("inception.safetensors"));

    assertThatThrownBy(() -> FidNetwork.open(own).close())
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("FID needs fc.weight of shape [1008, 2048]")
        .hasMessageContaining("give pt_inception-2015-12-05-6726825d.pth");
  }

  @Test
  void aFileOfAnotherNetworkIsRefusedWithWhatItLacks() throws IOException {
    Path other =
        new TensorsWriter()
            .put("features.0.bias", new float[3], 3)
            .write(folder.resolve("other.safetensors"));

    assertThatThrownBy(() -> FidNetwork.open(other).close())
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("FID needs Conv2d_1a_3x3.conv.weight of shape [32, 3, 3, 3]");
  }

  private static float greatest(float[] values) {
    float greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }

  private static Picture noise(int side) {
    byte[] rgb = new byte[3 * side * side];
    new Random(side).nextBytes(rgb);
    return new Picture(side, side, rgb);
  }

  /** The network once more, step by step. */
  private record Second(NDManager manager) {
    float[] features(Picture picture) {
      NDArray x = basic("Conv2d_1a_3x3", input(picture), 2, 0, 0);
      x = basic("Conv2d_2a_3x3", x, 1, 0, 0);
      x = basic("Conv2d_2b_3x3", x, 1, 1, 1);
      x = halved(x);
      x = basic("Conv2d_3b_1x1", x, 1, 0, 0);
      x = basic("Conv2d_4a_3x3", x, 1, 0, 0);
      x = halved(x);
      x = blockC("Mixed_6b", blockB(blockA("Mixed_5d", blockA("Mixed_5c", blockA("Mixed_5b", x)))));
      x = blockC("Mixed_6e", blockC("Mixed_6d", blockC("Mixed_6c", x)));
      x = blockD(x);
      x = blockE("Mixed_7b", x, averaged(x));
      x = blockE("Mixed_7c", x, window(x, true, 1, 1));
      assertThat(x.getShape()).isEqualTo(new Shape(1, 2048, 8, 8));
      return x.mean(new int[] {3}).mean(new int[] {2}).toFloatArray();
    }

    /** Bilinear between the centres of pixels, edges repeated, no smoothing; then to [-1, 1]. */
    private NDArray input(Picture picture) {
      int side = picture.widthPixels();
      float[] values = new float[3 * SIDE * SIDE];
      for (int i = 0; i < values.length; i++) {
        int channel = i / (SIDE * SIDE);
        double y = Math.max((i / SIDE % SIDE + 0.5) * side / SIDE - 0.5, 0);
        double x = Math.max((i % SIDE + 0.5) * side / SIDE - 0.5, 0);
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, side - 1);
        int right = Math.min(left + 1, side - 1);
        double above =
            mix(level(picture, top, left, channel), level(picture, top, right, channel), x - left);
        double below =
            mix(
                level(picture, bottom, left, channel),
                level(picture, bottom, right, channel),
                x - left);
        values[i] = (float) (2 * mix(above, below, y - top) / 255 - 1);
      }
      return manager.create(values, new Shape(1, 3, SIDE, SIDE));
    }

    private static double level(Picture picture, int row, int column, int channel) {
      return picture.rgb()[3 * (row * picture.widthPixels() + column) + channel] & 0xff;
    }

    private static double mix(double here, double there, double share) {
      return here + share * (there - here);
    }

    private NDArray blockA(String name, NDArray x) {
      NDArray fives = basic(name + ".branch5x5_2", point(name + ".branch5x5_1", x), 1, 2, 2);
      NDArray threes = basic(name + ".branch3x3dbl_2", point(name + ".branch3x3dbl_1", x), 1, 1, 1);
      return together(
          point(name + ".branch1x1", x),
          fives,
          basic(name + ".branch3x3dbl_3", threes, 1, 1, 1),
          point(name + ".branch_pool", averaged(x)));
    }

    private NDArray blockB(NDArray x) {
      NDArray threes =
          basic("Mixed_6a.branch3x3dbl_2", point("Mixed_6a.branch3x3dbl_1", x), 1, 1, 1);
      return together(
          basic("Mixed_6a.branch3x3", x, 2, 0, 0),
          basic("Mixed_6a.branch3x3dbl_3", threes, 2, 0, 0),
          halved(x));
    }

    private NDArray blockC(String name, NDArray x) {
      NDArray single = lying(name + ".branch7x7_2", point(name + ".branch7x7_1", x));
      NDArray twice = standing(name + ".branch7x7dbl_2", point(name + ".branch7x7dbl_1", x));
      twice = standing(name + ".branch7x7dbl_4", lying(name + ".branch7x7dbl_3", twice));
      return together(
          point(name + ".branch1x1", x),
          standing(name + ".branch7x7_3", single),
          lying(name + ".branch7x7dbl_5", twice),
          point(name + ".branch_pool", averaged(x)));
    }

    private NDArray blockD(NDArray x) {
      NDArray sevens = lying("Mixed_7a.branch7x7x3_2", point("Mixed_7a.branch7x7x3_1", x));
      sevens = standing("Mixed_7a.branch7x7x3_3", sevens);
      return together(
          basic("Mixed_7a.branch3x3_2", point("Mixed_7a.branch3x3_1", x), 2, 0, 0),
          basic("Mixed_7a.branch7x7x3_4", sevens, 2, 0, 0),
          halved(x));
    }

    private NDArray blockE(String name, NDArray x, NDArray pooled) {
      NDArray single = point(name + ".branch3x3_1", x);
      NDArray twice = basic(name + ".branch3x3dbl_2", point(name + ".branch3x3dbl_1", x), 1, 1, 1);
      return together(
          point(name + ".branch1x1", x),
          basic(name + ".branch3x3_2a", single, 1, 0, 1),
          basic(name + ".branch3x3_2b", single, 1, 1, 0),
          basic(name + ".branch3x3dbl_3a", twice, 1, 0, 1),
          basic(name + ".branch3x3dbl_3b", twice, 1, 1, 0),
          point(name + ".branch_pool", pooled));
    }

    private NDArray point(String name, NDArray x) {
      return basic(name, x, 1, 0, 0);
    }

    private NDArray lying(String name, NDArray x) {
      return basic(name, x, 1, 0, 3);
    }

    private NDArray standing(String name, NDArray x) {
      return basic(name, x, 1, 3, 0);
    }

    private NDArray basic(String name, NDArray x, int stride, int padHeight, int padWidth) {
      NDArray convolved =
          Conv2d.conv2d(
                  x,
                  tensor(name + ".conv.weight"),
                  null,
                  new Shape(stride, stride),
                  new Shape(padHeight, padWidth),
                  new Shape(1, 1),
                  1)
              .singletonOrThrow();
      NDArray centred = convolved.sub(channels(name + ".bn.running_mean"));
      NDArray unit = centred.div(channels(name + ".bn.running_var").add(0.001f).sqrt());
      return Activation.relu(
          unit.mul(channels(name + ".bn.weight")).add(channels(name + ".bn.bias")));
    }

    private NDArray channels(String name) {
      return tensor(name).reshape(1, -1, 1, 1);
    }

    private NDArray tensor(String name) {
      TensorsWriter.Values values = tensors.get(name);
      return manager.create(values.values(), new Shape(values.shape()));
    }

    private static NDArray halved(NDArray x) {
      return window(x, true, 2, 0);
    }

    /** Sums over what is inside the picture, over how much that is. */
    private NDArray averaged(NDArray x) {
      NDArray all = manager.ones(x.getShape());
      return window(x, false, 1, 1).div(window(all, false, 1, 1));
    }

    private static NDArray window(NDArray x, boolean maximum, int stride, int padding) {
      Shape three = new Shape(3, 3);
      Shape strides = new Shape(stride, stride);
      Shape paddings = new Shape(padding, padding);
      return maximum
          ? Pool.maxPool2d(x, three, strides, paddings, false)
          : Pool.avgPool2d(x, three, strides, paddings, false, true);
    }

    private static NDArray together(NDArray... maps) {
      return NDArrays.concat(new NDList(maps), 1);
    }
  }
}
