package io.understudy.model.synthetic;

/**
 * The surface of a head: a point for each direction, with features as bells on the front, and how
 * an expression moves it. Where the features are is decided here alone; {@link FaceTexture} paints
 * them at the same places.
 */
final class FaceShape {
  static final double EYE_Y = 0.10;
  static final double MOUTH_Y = -0.46;
  static final double JAW_DROP = 0.20;

  private final HeadIdentity identity;

  FaceShape(HeadIdentity identity) {
    this.identity = identity;
  }

  double eyeX() {
    return 0.29 * identity.eyeDistance();
  }

  double mouthHalfWidth(HeadState state) {
    return 0.20 * identity.mouthWidth() * (1 + 0.22 * state.smile() - 0.16 * state.mouthOpen());
  }

  /** y of the upper lid's edge at the middle of an eye, from the eye's centre. */
  double upperLid(double open) {
    return identity.eyeSize() * (-0.030 + 0.090 * open);
  }

  /**
   * The point of longitude (0 front, positive to the right) and latitude (positive up), at rest.
   *
   * @param out receives x, y, z
   */
  void rest(double longitude, double latitude, double[] out) {
    double around = Math.pow(Math.max(0, Math.cos(latitude)), 0.78);
    double y = Math.sin(latitude) * (latitude > 0 ? 1.0 : 1.02);
    double sin = Math.sin(longitude);
    double cos = Math.cos(longitude);
    double front = Math.max(0, cos);
    double jaw = Curve.step(-0.05, -0.95, y) * Curve.step(-0.4, 0.5, cos);
    double width =
        0.76 * identity.faceWidth() * (1 - jaw * (0.36 - 0.3 * (identity.jawWidth() - 1)));
    double depth = cos > 0 ? 0.80 : 0.92;
    double x = around * Math.signum(sin) * Math.pow(Math.abs(sin), 0.92) * width;
    double z = around * cos * depth;
    out[0] = x;
    out[1] = y;
    out[2] = z + features(x, y) * Curve.step(0.05, 0.45, front * around);
  }

  /** How far the face stands out in front of the smooth head. */
  private double features(double x, double y) {
    double side = Math.abs(x);
    return nose(side, y) + eyes(side, y) + mouth(side, y) + bones(side, y);
  }

  private double nose(double side, double y) {
    double along = Curve.step(0.20, -0.18, y);
    double end = Curve.step(-0.285, -0.20, y);
    double width = (0.045 + 0.045 * along) * identity.noseWidth();
    double ridge = (0.07 + 0.20 * along) * end * Curve.bell(side, 0, width, 1);
    double wing = 0.085 * Curve.bell(side - 0.095 * identity.noseWidth(), y + 0.215, 0.042, 0.045);
    return identity.noseLength() * ridge * Curve.step(0.30, 0.12, y) + wing;
  }

  private double eyes(double side, double y) {
    double dx = side - eyeX();
    double dy = y - EYE_Y;
    double socket = -0.105 * Curve.bell(dx, dy, 0.17, 0.10);
    double ball = 0.055 * Curve.bell(dx, dy, 0.10, 0.07);
    return socket + ball;
  }

  private double mouth(double side, double y) {
    double full = identity.lipFullness();
    double upper = 0.055 * full * Curve.bell(side, y - MOUTH_Y - 0.045, 0.13, 0.035);
    double lower = 0.065 * full * Curve.bell(side, y - MOUTH_Y + 0.055, 0.12, 0.04);
    double line = -0.03 * Curve.bell(side, y - MOUTH_Y, 0.10, 0.014);
    double mound = 0.075 * Curve.bell(side, y - MOUTH_Y, 0.24, 0.15);
    return upper + lower + line + mound;
  }

  private double bones(double side, double y) {
    double brow = 0.055 * Curve.bell(side - 0.27, y - 0.27, 0.22, 0.06);
    double cheek = 0.06 * Curve.bell(side - 0.43, y + 0.10, 0.17, 0.15);
    double chin = 0.17 * identity.chin() * Curve.bell(side, y + 0.83, 0.19, 0.13);
    double dent = -0.03 * Curve.bell(side, y + 0.63, 0.16, 0.05);
    return brow + cheek + chin + dent;
  }

  /** Moves a point at rest to where {@code state}'s expression has it, in place. */
  void express(HeadState state, double[] point) {
    if (point[2] < 0) {
      return;
    }
    double x = point[0];
    double y = point[1];
    double front = Curve.step(0, 0.4, point[2]);
    // Sharp between the lips, gradual in the cheeks.
    double spread = 0.20 * Curve.step(0.15, 0.42, Math.abs(x));
    double below = Curve.step(MOUTH_Y + 0.02 + spread, MOUTH_Y - 0.05 - spread, y);
    double middle = 1 - 0.7 * Curve.step(0.15, 0.62, Math.abs(x));
    point[1] -= JAW_DROP * state.mouthOpen() * below * middle * front;
    point[2] -= 0.05 * state.mouthOpen() * below * front;
    double corner = Curve.bell(Math.abs(x) - 0.20 * identity.mouthWidth(), y - MOUTH_Y, 0.11, 0.11);
    point[1] += 0.065 * state.smile() * corner * front;
    point[0] += Math.signum(x) * 0.045 * state.smile() * corner * front;
    double cheek = Curve.bell(Math.abs(x) - 0.36, y + 0.20, 0.14, 0.12);
    point[2] += 0.05 * Math.max(0, state.smile()) * cheek * front;
    double brow = Curve.bell(Math.abs(x) - eyeX(), y - 0.30, 0.22, 0.09);
    point[1] += 0.055 * state.browRaise() * brow * front;
  }
}
