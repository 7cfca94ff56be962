package io.understudy.model.perceptual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.understudy.model.Picture;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.network.PixelRange;
import io.understudy.model.weights.Initializer;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The network of FID (Heusel et al. 2017): Inception-v3 of the TensorFlow graph of December 2015 as
 * pytorch-fid ports it, up to the means over places in front of its last layer ({@code pool3}). On
 * the CPU in fp32.
 *
 * <p>One thread; the owner closes it.
 */
public final class FidNetwork implements AutoCloseable {
  /** Length of a picture's features. */
  public static final int FEATURES = 2048;

  private static final int SIDE_PIXELS = 299;
  private static final int CLASSES = 1008;

  private final Execution execution;
  private final Kernels kernels;
  private final InceptionStep steps;

  private FidNetwork(Execution execution, Path file) throws IOException {
    this.execution = execution;
    this.kernels = execution.kernels();
    Parameters root = Parameters.of(execution);
    this.steps = stem(root).then(mixed(root));
    // Never run: torchvision's own network, which gives other features, differs in its shape only.
    root.at("fc").parameter("weight", Initializer.ZEROS, CLASSES, FEATURES);
    new FrozenFile(file, "FID", "pt_inception-2015-12-05-6726825d.pth of pytorch-fid").load(root);
  }

  /**
   * Opens it.
   *
   * @param file {@code pt_inception-2015-12-05-6726825d.pth}, or the same tensors as safetensors
   * @throws WeightsException if the file is damaged or of another network, torchvision's own
   *     Inception-v3 among them
   * @throws IOException if it cannot be read
   */
  public static FidNetwork open(Path file) throws IOException {
    Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
    try {
      return new FidNetwork(execution, file);
    } catch (IOException | RuntimeException failure) {
      execution.close();
      throw failure;
    }
  }

  /** The {@link #FEATURES} features of a square picture of any size. */
  public float[] features(Picture picture) {
    Execution.prepareThread();
    try (Scope scope = new Scope()) {
      PictureTensors tensors =
          new PictureTensors(execution, PixelRange.SYMMETRIC, picture.widthPixels());
      NDArray image = tensors.toTensor(List.of(picture));
      NDArray sized = kernels.resize(image, SIDE_PIXELS, SIDE_PIXELS, false);
      return kernels.call("pool", steps.forward(sized)).toFloatArray();
    }
  }

  private InceptionStep stem(Parameters root) {
    InceptionStep maximum = x -> kernels.call("max_pool_three", x);
    return new FidConvolution(root.at("Conv2d_1a_3x3"), 3, 32, 3, 3, 2, false)
        .then(new FidConvolution(root.at("Conv2d_2a_3x3"), 32, 32, 3, 3, 1, false))
        .then(new FidConvolution(root.at("Conv2d_2b_3x3"), 32, 64, 3, 3, 1, true))
        .then(maximum)
        .then(new FidConvolution(root.at("Conv2d_3b_1x1"), 64, 80, 1, 1, 1, false))
        .then(new FidConvolution(root.at("Conv2d_4a_3x3"), 80, 192, 3, 3, 1, false))
        .then(maximum);
  }

  private static InceptionStep mixed(Parameters root) {
    return new FidBlock(root.at("Mixed_5b"), 192)
        .a(32)
        .then(new FidBlock(root.at("Mixed_5c"), 256).a(64))
        .then(new FidBlock(root.at("Mixed_5d"), 288).a(64))
        .then(new FidBlock(root.at("Mixed_6a"), 288).b())
        .then(new FidBlock(root.at("Mixed_6b"), 768).c(128))
        .then(new FidBlock(root.at("Mixed_6c"), 768).c(160))
        .then(new FidBlock(root.at("Mixed_6d"), 768).c(160))
        .then(new FidBlock(root.at("Mixed_6e"), 768).c(192))
        .then(new FidBlock(root.at("Mixed_7a"), 768).d())
        .then(new FidBlock(root.at("Mixed_7b"), 1280).e())
        .then(new FidBlock(root.at("Mixed_7c"), 2048).eOfMaxima());
  }

  @Override
  public void close() {
    execution.close();
  }
}
