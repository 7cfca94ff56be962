package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * VGG-19 up to relu5_1, with torchvision's keys {@code N.weight} and {@code N.bias} below {@code
 * features} (NETWORKS section 1.7). Features after relu1_1, relu2_1, relu3_1, relu4_1, relu5_1.
 */
public final class Vgg19 implements PerceptualNetwork {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  /** Channels of the convolutions of each stage; the stage's first one gives a feature. */
  private static final int[][] STAGES = {
    {64, 64}, {128, 128}, {256, 256, 256, 256}, {512, 512, 512, 512}, {512}
  };

  private final Execution execution;
  private final Kernels kernels;
  private final NDArray scale;
  private final NDArray shift;
  private final List<List<Conv2d>> stages = new ArrayList<>();

  /** The network below {@code features}; load its weights before use. */
  public Vgg19(Parameters features) {
    execution = features.execution();
    kernels = execution.kernels();
    float[] factors = new float[3];
    float[] offsets = new float[3];
    for (int i = 0; i < 3; i++) {
      factors[i] = 1 / DEVIATION[i];
      offsets[i] = -MEAN[i] / DEVIATION[i];
    }
    scale = execution.manager().create(factors, new Shape(3));
    shift = execution.manager().create(offsets, new Shape(3));
    int index = 0;
    int channels = 3;
    for (int[] widths : STAGES) {
      List<Conv2d> stage = new ArrayList<>();
      for (int width : widths) {
        stage.add(new Conv2d(features.at(index), channels, width, 3, 1, Activation.RELU));
        channels = width;
        // A convolution and its ReLU; after a stage one more, the pooling.
        index += 2;
      }
      index++;
      stages.add(stage);
    }
  }

  /**
   * The network with the weights of a torchvision file, {@code vgg19-*.pth} or the same tensors as
   * safetensors; only those that are used are read.
   *
   * @throws WeightsException if the file is damaged or of another network
   * @throws IOException if it cannot be read
   */
  public static Vgg19 read(Path file, Execution execution) throws IOException {
    Parameters root = Parameters.of(execution);
    Vgg19 network = new Vgg19(root.at("features"));
    new FrozenFile(file, "VGG-19", "torchvision's file of vgg19 without batch norm").load(root);
    return network;
  }

  @Override
  public String name() {
    return "VGG-19";
  }

  @Override
  public List<NDArray> features(NDArray images) {
    NDArray x = execution.toWorking(kernels.call("channel_affine", images, scale, shift));
    List<NDArray> features = new ArrayList<>();
    for (List<Conv2d> stage : stages) {
      x = features.isEmpty() ? x : kernels.call("max_pool", x);
      x = stage.get(0).forward(x);
      features.add(x);
      for (Conv2d convolution : stage.subList(1, stage.size())) {
        x = convolution.forward(x);
      }
    }
    return features;
  }
}
