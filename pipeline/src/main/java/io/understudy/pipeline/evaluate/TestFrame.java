package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import java.util.Optional;

/**
 * One frame of a test pair.
 *
 * @param driving what the network is given
 * @param truth what it shall answer, empty where nobody knows
 */
record TestFrame(Picture driving, Optional<Picture> truth) {
  /** Whose pose and expression the answer shall have. */
  Picture expression() {
    return truth.orElse(driving);
  }
}
