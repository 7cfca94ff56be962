package io.understudy.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.DrivenFrame;
import io.understudy.model.TrackedFrame;
import io.understudy.model.kernel.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Passes the scale codes of a batch through the tracks of its rows' streams, in row order. */
final class ScaleTracks {
  private static final float[] NONE = {};

  private final Execution execution;
  private final List<DrivenFrame> batch;
  private final float[][] used;

  ScaleTracks(Execution execution, List<DrivenFrame> batch) {
    this.execution = execution;
    this.batch = batch;
    this.used = new float[batch.size()][];
    Arrays.fill(used, NONE);
  }

  /** The codes to use, (B, Z) as the codes of the images. */
  NDArray advance(NDArray codes) {
    int size = (int) codes.getShape().get(1);
    float[] flat = codes.toFloatArray();
    for (int row = 0; row < batch.size(); row++) {
      DrivenFrame frame = batch.get(row);
      float[] code = Arrays.copyOfRange(flat, row * size, (row + 1) * size);
      used[row] = frame.scale().advance(code, frame.captureEpochMicros());
    }
    return join(execution, List.of(used));
  }

  /** The code that row uses; empty where the network has none. */
  float[] codeOf(int row) {
    return used[row];
  }

  /** The codes (B, Z) of frames that all have one, or none. */
  static Optional<NDArray> of(Execution execution, List<TrackedFrame> frames) {
    List<float[]> codes = frames.stream().map(TrackedFrame::scaleCode).toList();
    return codes.get(0).length == 0 ? Optional.empty() : Optional.of(join(execution, codes));
  }

  private static NDArray join(Execution execution, List<float[]> codes) {
    int size = codes.get(0).length;
    float[] flat = new float[codes.size() * size];
    for (int row = 0; row < codes.size(); row++) {
      System.arraycopy(codes.get(row), 0, flat, row * size, size);
    }
    return execution.manager().create(flat, new Shape(codes.size(), size));
  }
}
