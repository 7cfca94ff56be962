package io.understudy.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.DrivenFrame;
import io.understudy.model.kernel.Execution;
import java.util.Arrays;
import java.util.List;

/** Passes the scale codes of a batch through the tracks of its rows' streams, in row order. */
record ScaleTracks(Execution execution, List<DrivenFrame> batch) {
  /** The codes to use, (B, Z) as the codes of the images. */
  NDArray advance(NDArray codes) {
    Shape shape = codes.getShape();
    int size = (int) shape.get(1);
    float[] flat = codes.toFloatArray();
    for (int row = 0; row < batch.size(); row++) {
      DrivenFrame frame = batch.get(row);
      float[] code = Arrays.copyOfRange(flat, row * size, (row + 1) * size);
      float[] used = frame.scale().advance(code, frame.captureEpochMicros());
      System.arraycopy(used, 0, flat, row * size, size);
    }
    return execution.manager().create(flat, shape);
  }
}
