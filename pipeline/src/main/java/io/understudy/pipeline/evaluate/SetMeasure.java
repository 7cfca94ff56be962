package io.understudy.pipeline.evaluate;

import java.util.List;
import java.util.Optional;

/** Compares what was wanted over a whole clip with what was answered. Pure; any thread. */
interface SetMeasure {
  /**
   * The figure, empty where there are too few frames.
   *
   * @param wanted one vector a frame
   * @param answered one vector for each of the same frames
   */
  Optional<Score> of(List<float[]> wanted, List<float[]> answered);
}
