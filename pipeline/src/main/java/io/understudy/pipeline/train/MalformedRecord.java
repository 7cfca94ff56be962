package io.understudy.pipeline.train;

import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.training.Clip;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A record of a topic that is no driving frame: a clip that cannot be used, left out, counted and
 * told as any other.
 *
 * @param reason why, in one sentence
 */
record MalformedRecord(String identity, String name, String reason) implements Clip {
  @Override
  public boolean usable() {
    return false;
  }

  @Override
  public void read(Consumer<RgbImage> pictures) throws IOException {
    throw new IOException(reason);
  }
}
