package io.understudy.model.weights;

import io.understudy.model.preset.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The trained weights that come with this build; not every preset has some. */
public final class BundledWeights {
  private BundledWeights() {}

  /** The weights of a preset, read anew at each call. */
  public static Optional<Weights> find(Preset preset) {
    String resource = preset.name() + ".safetensors";
    try (InputStream content = BundledWeights.class.getResourceAsStream(resource)) {
      return content == null
          ? Optional.empty()
          : Optional.of(WeightsFile.parse(ByteBuffer.wrap(content.readAllBytes()), resource));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "bundled weights %s cannot be read".formatted(resource), failure);
    }
  }
}
