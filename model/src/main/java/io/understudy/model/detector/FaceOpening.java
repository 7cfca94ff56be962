package io.understudy.model.detector;

/**
 * How far mouth and eyes are open, from the 468 landmarks of MediaPipe's mesh. Figures are for
 * comparing moments of one face, not faces. Pure; any thread.
 */
public final class FaceOpening {
  private static final int LANDMARKS = 468;
  private static final int FOREHEAD = 10;
  private static final int CHIN = 152;
  private static final int UPPER_LIP = 13;
  private static final int LOWER_LIP = 14;

  private FaceOpening() {}

  /** The gap between the lips over the height of the face, 0 or more. */
  public static double mouth(FaceLandmarks face) {
    requireMesh(face);
    return face.distance(UPPER_LIP, LOWER_LIP) / face.distance(FOREHEAD, CHIN);
  }

  /** The gap between the lids over the width of the eye, mean of both eyes, 0 or more. */
  public static double eyes(FaceLandmarks face) {
    requireMesh(face);
    double left = face.distance(159, 145) / face.distance(33, 133);
    double right = face.distance(386, 374) / face.distance(362, 263);
    return (left + right) / 2;
  }

  private static void requireMesh(FaceLandmarks face) {
    if (face.count() != LANDMARKS) {
      throw new IllegalArgumentException(
          "openings are measured on the mesh of %d landmarks, got %d: use the mesh detector"
              .formatted(LANDMARKS, face.count()));
    }
  }
}
