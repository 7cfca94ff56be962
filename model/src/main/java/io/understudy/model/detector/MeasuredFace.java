package io.understudy.model.detector;

/**
 * A mesh with a ruler and an upright.
 *
 * @param landmarks 468 landmarks
 * @param unit distance of the eyes' outer corners, pixels
 * @param up the face's own upright, three numbers of length 1
 */
record MeasuredFace(FaceLandmarks landmarks, double unit, double[] up) {
  private static final int LANDMARKS = 468;
  private static final int EYE_LEFT = 33;
  private static final int EYE_RIGHT = 263;
  private static final int NOSE_BASE = 2;
  private static final int NOSE_BRIDGE = 168;

  static MeasuredFace of(FaceLandmarks landmarks) {
    if (landmarks.count() != LANDMARKS) {
      throw new IllegalArgumentException(
          "faces are measured on the mesh of %d landmarks, got %d: use the mesh detector"
              .formatted(LANDMARKS, landmarks.count()));
    }
    double[] up = step(landmarks, NOSE_BASE, NOSE_BRIDGE);
    double length = norm(up);
    for (int i = 0; i < up.length; i++) {
      up[i] /= length;
    }
    return new MeasuredFace(landmarks, norm(step(landmarks, EYE_LEFT, EYE_RIGHT)), up);
  }

  /** Distance of two landmarks, in units. */
  double length(int first, int second) {
    return norm(step(landmarks, first, second)) / unit;
  }

  /** How far {@code landmark} is above {@code base}, in units. */
  double height(int landmark, int base) {
    double[] step = step(landmarks, base, landmark);
    return (step[0] * up[0] + step[1] * up[1] + step[2] * up[2]) / unit;
  }

  private static double[] step(FaceLandmarks face, int from, int to) {
    double[] step = new double[3];
    for (int i = 0; i < step.length; i++) {
      step[i] = (double) face.coordinates()[3 * to + i] - face.coordinates()[3 * from + i];
    }
    return step;
  }

  private static double norm(double[] step) {
    return Math.sqrt(step[0] * step[0] + step[1] * step[1] + step[2] * step[2]);
  }
}
