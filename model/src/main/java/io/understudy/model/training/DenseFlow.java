package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import java.util.List;

/**
 * Where the flow of each pair shall fetch from, everywhere in the picture: hair, shoulders and
 * background too, which landmarks say nothing about.
 *
 * @param positions (B, H, W, 2) in [-1, 1] with corners at the ends, x to the right and y down
 * @param trusted (B, H, W, 1): 1 where {@code positions} can be trusted, else 0
 */
record DenseFlow(NDArray positions, NDArray trusted) {
  /** Of pairs that may have been mirrored. */
  static DenseFlow of(
      Execution execution, OpticalFlow method, List<Pair> pairs, List<Boolean> mirrored) {
    int width = pairs.get(0).driving().picture().widthPixels();
    int height = pairs.get(0).driving().picture().heightPixels();
    float[] positions = new float[pairs.size() * height * width * 2];
    float[] trusted = new float[pairs.size() * height * width];
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      method.write(
          pair.source().picture(),
          pair.driving().picture(),
          mirrored.get(i),
          positions,
          trusted,
          i);
    }
    return new DenseFlow(
        execution.manager().create(positions, new Shape(pairs.size(), height, width, 2)),
        execution.manager().create(trusted, new Shape(pairs.size(), height, width, 1)));
  }
}
