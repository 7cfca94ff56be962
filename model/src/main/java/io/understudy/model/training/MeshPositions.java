package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.kernel.Execution;
import java.util.List;

/**
 * Where the landmarks of faces are: between two frames of one face they say where the flow shall
 * fetch each of them.
 *
 * @param positions (B, N, 2) in [-1, 1], x to the right and y down
 * @param known (B, 1, 1): 1 where the landmarks of a face are known, else 0
 */
record MeshPositions(NDArray positions, NDArray known) {
  private static final int COUNT = 468;

  /** Of frames that may have been mirrored. */
  static MeshPositions of(Execution execution, List<LabelledFrame> frames, List<Boolean> mirrored) {
    float[] positions = new float[frames.size() * COUNT * 2];
    float[] known = new float[frames.size()];
    for (int i = 0; i < frames.size(); i++) {
      LabelledFrame frame = frames.get(i);
      if (frame.landmarks().isPresent()) {
        known[i] = 1;
        write(frame, mirrored.get(i), positions, i * COUNT * 2);
      }
    }
    return new MeshPositions(
        execution.manager().create(positions, new Shape(frames.size(), COUNT, 2)),
        execution.manager().create(known, new Shape(frames.size(), 1, 1)));
  }

  private static void write(LabelledFrame frame, boolean mirrored, float[] positions, int from) {
    FaceLandmarks face = frame.landmarks().orElseThrow();
    for (int i = 0; i < Math.min(COUNT, face.count()); i++) {
      float x = 2 * face.x(i) / (frame.picture().widthPixels() - 1) - 1;
      positions[from + 2 * i] = mirrored ? -x : x;
      positions[from + 2 * i + 1] = 2 * face.y(i) / (frame.picture().heightPixels() - 1) - 1;
    }
  }
}
