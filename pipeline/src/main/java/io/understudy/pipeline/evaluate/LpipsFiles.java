package io.understudy.pipeline.evaluate;

import io.understudy.model.perceptual.Lpips;
import io.understudy.model.perceptual.LpipsTrunk;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where the two halves of LPIPS lie.
 *
 * @param network torchvision's file of the trunk
 * @param layers the channels' weights as the authors of LPIPS publish them
 */
public record LpipsFiles(LpipsTrunk trunk, String network, String layers) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Loads both; the caller closes it. */
  Lpips open() throws IOException {
    return Lpips.open(trunk, Path.of(network), Path.of(layers));
  }
}
