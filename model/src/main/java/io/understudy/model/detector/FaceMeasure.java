package io.understudy.model.detector;

import java.util.function.ToDoubleFunction;

/**
 * Lengths of a face that expressions change, on the 468 landmarks of MediaPipe's mesh. Taken in
 * three dimensions and over the distance of the eyes' outer corners, so that they change little
 * when the head turns or comes nearer; heights are along the line from the nose's base to its
 * bridge.
 */
enum FaceMeasure {
  /** Height of the brows' inner ends over the eyes' inner corners. */
  INNER_BROW(face -> (face.height(107, 133) + face.height(336, 362)) / 2),

  /** Height of the brows' outer ends over the eyes' outer corners. */
  OUTER_BROW(face -> (face.height(70, 33) + face.height(300, 263)) / 2),

  /** The gap between the lids, mean of both eyes. */
  LID_GAP(face -> (face.length(159, 145) + face.length(386, 374)) / 2),

  /** Height of the mouth's corners over the base of the nose, below 0. */
  MOUTH_CORNER(face -> (face.height(61, 2) + face.height(291, 2)) / 2),

  /** Width of the mouth. */
  MOUTH_WIDTH(face -> face.length(61, 291)),

  /** The gap between the lips. */
  LIP_GAP(face -> face.length(13, 14)),

  /** Height of the chin over the base of the nose, below 0. */
  CHIN(face -> face.height(152, 2));

  private final ToDoubleFunction<MeasuredFace> function;

  FaceMeasure(ToDoubleFunction<MeasuredFace> function) {
    this.function = function;
  }

  double of(MeasuredFace face) {
    return function.applyAsDouble(face);
  }
}
