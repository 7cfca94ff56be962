package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import java.util.Arrays;
import java.util.List;

/** Landmarks of the mesh that show an expression. */
enum MeshPart {
  MOUTH(
      61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409, 78,
      95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415),
  EYE_AT_LEFT(33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
  EYE_AT_RIGHT(263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466);

  private final long[] landmarks;

  MeshPart(long... landmarks) {
    this.landmarks = landmarks;
  }

  /** Indices of the landmarks of each part, in the open scope. */
  static List<NDArray> tensors(Execution execution) {
    return Arrays.stream(values())
        .map(part -> execution.manager().create(part.landmarks, new Shape(part.landmarks.length)))
        .toList();
  }
}
