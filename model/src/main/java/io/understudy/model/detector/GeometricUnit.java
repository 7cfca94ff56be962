package io.understudy.model.detector;

/**
 * Action units that move a landmark of the mesh far enough to be told from its noise. Wrinkles,
 * cheeks and dimples (units 6, 9, 14 and others) are none of them.
 *
 * <p>Thresholds are about twice the disagreement of the mesh with itself on a real face and on its
 * mirror image (root mean square 0.004 to 0.03 over ten clips), in distances of the eyes' outer
 * corners, which are some nine centimetres.
 */
enum GeometricUnit {
  /** Unit 1. */
  INNER_BROW_RAISER(FaceMeasure.INNER_BROW, 0.025),
  /** Unit 2. */
  OUTER_BROW_RAISER(FaceMeasure.OUTER_BROW, 0.02),
  /** Unit 4. */
  BROW_LOWERER(FaceMeasure.INNER_BROW, -0.025),
  /** Unit 5. */
  UPPER_LID_RAISER(FaceMeasure.LID_GAP, 0.015),
  /** Unit 12. */
  LIP_CORNER_PULLER(FaceMeasure.MOUTH_CORNER, 0.025),
  /** Unit 15. */
  LIP_CORNER_DEPRESSOR(FaceMeasure.MOUTH_CORNER, -0.025),
  /** Unit 18. */
  LIP_PUCKERER(FaceMeasure.MOUTH_WIDTH, -0.04),
  /** Unit 20. */
  LIP_STRETCHER(FaceMeasure.MOUTH_WIDTH, 0.04),
  /** Unit 25. Closed lips touch, whoever's they are: it needs no face at rest. */
  LIPS_PART(FaceMeasure.LIP_GAP, 0.05),
  /** Unit 26. */
  JAW_DROP(FaceMeasure.CHIN, -0.04),
  /** Unit 43, and 45 while it lasts. */
  EYES_CLOSED(FaceMeasure.LID_GAP, -0.025);

  private static final double AT_THRESHOLD = 0.5;

  private final FaceMeasure measure;
  private final double threshold;

  /**
   * @param threshold change of the measure from which on the unit is there, negative where it
   *     shrinks the measure
   */
  GeometricUnit(FaceMeasure measure, double threshold) {
    this.measure = measure;
    this.threshold = threshold;
  }

  /** Half of it at the threshold, all of it at twice that: 0 to 1. */
  float intensity(float[] measured, float[] neutral) {
    int at = measure.ordinal();
    double rest = this == LIPS_PART ? 0 : neutral[at];
    double intensity = AT_THRESHOLD * (measured[at] - rest) / threshold;
    return (float) Math.max(0, Math.min(1, intensity));
  }
}
