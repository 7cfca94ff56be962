package io.understudy.model.synthetic;

/**
 * Pose and expression of a moment.
 *
 * @param yawDegrees turn to the viewer's right, -60 to 60
 * @param pitchDegrees nod upwards, -40 to 40
 * @param rollDegrees tilt counter-clockwise on screen, -45 to 45
 * @param shiftX shift to the right, in halves of the picture, -0.5 to 0.5
 * @param shiftY shift upwards, likewise
 * @param scale size on screen, 0.4 to 2
 * @param mouthOpen 0 closed to 1 wide open
 * @param smile -1 sad to 1 broad smile
 * @param eyeOpenLeft opening of the eye on the viewer's left, 0 closed to 1 open
 * @param eyeOpenRight opening of the eye on the viewer's right
 * @param gazeX gaze to the viewer's right, -1 to 1
 * @param gazeY gaze upwards, -1 to 1
 * @param browRaise 0 to 1
 */
public record HeadState(
    double yawDegrees,
    double pitchDegrees,
    double rollDegrees,
    double shiftX,
    double shiftY,
    double scale,
    double mouthOpen,
    double smile,
    double eyeOpenLeft,
    double eyeOpenRight,
    double gazeX,
    double gazeY,
    double browRaise) {
  /** Facing the viewer, mouth closed, eyes open. */
  public static final HeadState NEUTRAL = new HeadState(0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0);

  public HeadState {
    check("yawDegrees", yawDegrees, -60, 60);
    check("pitchDegrees", pitchDegrees, -40, 40);
    check("rollDegrees", rollDegrees, -45, 45);
    check("shiftX", shiftX, -0.5, 0.5);
    check("shiftY", shiftY, -0.5, 0.5);
    check("scale", scale, 0.4, 2);
    check("mouthOpen", mouthOpen, 0, 1);
    check("smile", smile, -1, 1);
    check("eyeOpenLeft", eyeOpenLeft, 0, 1);
    check("eyeOpenRight", eyeOpenRight, 0, 1);
    check("gazeX", gazeX, -1, 1);
    check("gazeY", gazeY, -1, 1);
    check("browRaise", browRaise, 0, 1);
  }

  private static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, got %s".formatted(name, least, most, value));
    }
  }

  /** The same expression in another pose. */
  public HeadState withPose(double yaw, double pitch, double roll) {
    return new HeadState(
        yaw,
        pitch,
        roll,
        shiftX,
        shiftY,
        scale,
        mouthOpen,
        smile,
        eyeOpenLeft,
        eyeOpenRight,
        gazeX,
        gazeY,
        browRaise);
  }

  /** The same at another size. */
  public HeadState withScale(double size) {
    return new HeadState(
        yawDegrees,
        pitchDegrees,
        rollDegrees,
        shiftX,
        shiftY,
        size,
        mouthOpen,
        smile,
        eyeOpenLeft,
        eyeOpenRight,
        gazeX,
        gazeY,
        browRaise);
  }

  /** The same pose with another mouth. */
  public HeadState withMouth(double open, double newSmile) {
    return new HeadState(
        yawDegrees,
        pitchDegrees,
        rollDegrees,
        shiftX,
        shiftY,
        scale,
        open,
        newSmile,
        eyeOpenLeft,
        eyeOpenRight,
        gazeX,
        gazeY,
        browRaise);
  }

  /** The same pose with other eyes. */
  public HeadState withEyes(double left, double right, double newGazeX, double newGazeY) {
    return new HeadState(
        yawDegrees,
        pitchDegrees,
        rollDegrees,
        shiftX,
        shiftY,
        scale,
        mouthOpen,
        smile,
        left,
        right,
        newGazeX,
        newGazeY,
        browRaise);
  }
}
