package io.understudy.model.perceptual;

import io.understudy.model.kernel.Execution;
import io.understudy.model.network.PixelRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a perceptual network lies: the folder of the fetched stand-in, or a torchvision file of
 * VGG-19.
 */
public record PerceptualFile(Path path) {
  /**
   * Opens the network on an execution, which owns it; works for inference and for training.
   *
   * @param range of the images that it will see: the stand-in maps it to its own, VGG-19 takes the
   *     values as they are, as the papers do
   * @param last where the stand-in ends; VGG-19 always ends at relu5_1
   * @throws io.understudy.model.weights.WeightsException if the file is damaged or of another
   *     network
   * @throws IOException if it cannot be read
   */
  public PerceptualNetwork open(Execution execution, PixelRange range, InceptionTap last)
      throws IOException {
    return Files.isDirectory(path)
        ? InceptionTrunk.read(path, execution, range, last)
        : Vgg19.read(path, execution);
  }
}
