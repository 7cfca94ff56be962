package io.understudy.operators.training;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;

/** Pictures of one person, in order. */
public interface Clip extends Serializable {
  /** Who it shows. */
  String identity();

  /** What messages call it. */
  String name();

  /**
   * Hands over all pictures, one after the other.
   *
   * @throws IOException with one sentence if they cannot be decoded
   */
  void read(Consumer<RgbImage> pictures) throws IOException;

  /** False for what is known beforehand to be no clip, which has no share of frames. */
  default boolean usable() {
    return true;
  }

  /**
   * The same clip, which tells {@code leftOut} in one sentence of each picture that it leaves out.
   * Here it leaves none out: one that is broken breaks the clip.
   */
  default Clip telling(Consumer<String> leftOut) {
    return this;
  }
}
