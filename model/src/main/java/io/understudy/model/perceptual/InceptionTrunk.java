package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.network.PixelRange;
import io.understudy.model.weights.HostTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The first layers of Keras' InceptionV3, trained on ImageNet: a stand-in for {@link Vgg19} where
 * that cannot be had. Gradients flow to the images, none to its weights.
 *
 * <p>Figures that are made with it do not compare with published ones.
 */
public final class InceptionTrunk implements PerceptualNetwork {
  private final Execution execution;
  private final Kernels kernels;
  private final InceptionTap last;
  private final NDArray scale;
  private final NDArray shift;
  private final List<List<InceptionStep>> stages = new ArrayList<>();

  /**
   * A trunk that ends at {@code last}; deeper tensors are not asked for.
   *
   * @param tensors Keras' tensors by name
   * @param range of the images that it will see; Inception's own is [-1, 1]
   */
  public InceptionTrunk(
      Execution execution,
      Function<String, HostTensor> tensors,
      PixelRange range,
      InceptionTap last) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.last = last;
    float factor = (float) (PixelRange.SYMMETRIC.scale() / range.scale());
    float offset = (float) (PixelRange.SYMMETRIC.shift() - range.shift() * factor);
    this.scale = execution.manager().create(new float[] {factor}, new Shape(1));
    this.shift = execution.manager().create(new float[] {offset}, new Shape(1));
    InceptionLayers layers = new InceptionLayers(execution, tensors);
    for (InceptionTap tap : Arrays.copyOf(InceptionTap.values(), last.ordinal() + 1)) {
      stages.add(layers.next(tap));
    }
  }

  /**
   * The trunk of the model that {@code understudy models inception} fetches.
   *
   * @param folder with {@code model.min.js} and its shards
   * @throws io.understudy.model.weights.WeightsException if it is damaged or another model
   * @throws IOException if it cannot be read
   */
  public static InceptionTrunk read(
      Path folder, Execution execution, PixelRange range, InceptionTap last) throws IOException {
    return new InceptionTrunk(execution, TfjsModel.read(folder)::tensor, range, last);
  }

  @Override
  public String name() {
    return "InceptionV3-" + last.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Features at every tap up to the last one, in the execution's working type; of images that are
   * too small for a tap ({@link InceptionTap#leastPixels}) only those before it.
   */
  @Override
  public List<NDArray> features(NDArray images) {
    long pixels = Math.min(images.getShape().get(2), images.getShape().get(3));
    NDArray x = execution.toWorking(kernels.call("channel_affine", images, scale, shift));
    List<NDArray> features = new ArrayList<>();
    for (InceptionTap tap : Arrays.copyOf(InceptionTap.values(), stages.size())) {
      if (pixels < tap.leastPixels()) {
        break;
      }
      for (InceptionStep step : stages.get(tap.ordinal())) {
        x = step.forward(x);
      }
      features.add(x);
    }
    return features;
  }
}
