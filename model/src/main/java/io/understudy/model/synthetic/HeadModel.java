package io.understudy.model.synthetic;

import java.util.ArrayList;
import java.util.List;

/** All surfaces of a scene: head, ears, hair, neck and shoulders. */
final class HeadModel {
  private final HeadIdentity identity;
  private final HeadState state;
  private final FaceShape shape;
  private final Pose pose;

  HeadModel(HeadIdentity identity, HeadState state) {
    this.identity = identity;
    this.state = state;
    this.shape = new FaceShape(identity);
    this.pose = new Pose(state);
  }

  Pose pose() {
    return pose;
  }

  FaceShape shape() {
    return shape;
  }

  /** The meshes, the same grids for every state of an identity. */
  List<Mesh> meshes() {
    List<Mesh> meshes = new ArrayList<>();
    meshes.add(Mesh.of(Part.FACE, 181, 181, this::face, pose, true));
    meshes.add(Mesh.of(Part.EAR, 25, 25, (u, v, p) -> ear(-1, u, v, p), pose, true));
    meshes.add(Mesh.of(Part.EAR, 25, 25, (u, v, p) -> ear(1, u, v, p), pose, true));
    meshes.add(Mesh.of(Part.HAIR, 121, 81, this::cap, pose, true));
    if (identity.longHair()) {
      meshes.add(Mesh.of(Part.HAIR, 81, 41, this::curtain, pose, true));
    }
    meshes.add(Mesh.of(Part.NECK, 41, 21, this::neck, pose, false));
    meshes.add(Mesh.of(Part.SHIRT, 61, 31, this::shoulders, pose, false));
    return meshes;
  }

  /** The head's skin; columns are denser at the front, where the features are. */
  private void face(double u, double v, double[] out) {
    double t = 2 * u - 1;
    double longitude = Math.PI * (0.45 * t + 0.55 * t * t * t);
    double latitude = Math.PI * (v - 0.5) * 0.998;
    shape.rest(longitude, latitude, out);
    shape.express(state, out);
  }

  private void ear(int side, double u, double v, double[] out) {
    double longitude = 2 * Math.PI * u;
    double latitude = Math.PI * (v - 0.5) * 0.99;
    double rim = Math.cos(latitude);
    double width = 0.735 * identity.faceWidth();
    out[0] = side * (width + 0.055 * rim * Math.cos(longitude)) + side * 0.05 * Math.sin(latitude);
    out[1] = 0.02 + 0.19 * Math.sin(latitude);
    out[2] = -0.06 - side * 0.115 * rim * Math.sin(longitude) - 0.05 * Math.sin(latitude);
  }

  /** Hair as a shell over the skull that dives below the skin where there is none. */
  private void cap(double u, double v, double[] out) {
    double longitude = Math.PI * (2 * u - 1);
    double latitude = Math.PI * (v - 0.5) * 0.998;
    shape.rest(longitude, latitude, out);
    double cos = Math.cos(longitude);
    double line =
        cos > 0
            ? 0.56 + identity.hairline() - 0.42 * Curve.step(0.28, 0.72, Math.abs(out[0]))
            : 0.14 - 0.75 * Curve.step(0, -0.7, cos);
    double parting = 0.07 * Curve.noise(identity.textureSeed() + 6, 3 * out[0] + 9, 1);
    double there = Curve.step(line - 0.05, line + 0.16, out[1] + parting);
    double strands = 0.02 * Curve.noise(identity.textureSeed() + 3, 26 * u, 3 * v);
    double thick = (identity.longHair() ? 0.15 : 0.10) + strands;
    double grow = there * thick - (1 - there) * 0.16;
    double length = Math.sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]) + 1e-9;
    for (int i = 0; i < 3; i++) {
      out[i] += grow * out[i] / length;
    }
  }

  /** Long hair behind and beside the face down to the shoulders. */
  private void curtain(double u, double v, double[] out) {
    double angle = Math.PI * (0.18 + 1.64 * u);
    double down = 1 - v;
    double wave = 0.03 * Math.sin(9 * down + 5 * u);
    double swing = 0.88 + 0.20 * Curve.step(0, 0.7, down) + wave;
    out[0] = -0.88 * identity.faceWidth() * Math.sin(angle) * swing;
    out[1] = 0.38 - 1.78 * down;
    out[2] = 0.62 * Math.cos(angle) - 0.22;
  }

  /** The neck, its seam at the back, where nobody looks. */
  private void neck(double u, double v, double[] out) {
    double angle = 2 * Math.PI * (u - 0.5);
    double flare = 1 + 0.55 * Curve.step(0.45, 0, v);
    double width = 0.35 * (0.6 + 0.4 * identity.jawWidth());
    out[0] = width * flare * Math.sin(angle);
    out[1] = -1.75 + 1.35 * v;
    out[2] = -0.16 + 0.36 * flare * Math.cos(angle);
  }

  private void shoulders(double u, double v, double[] out) {
    double longitude = 2 * Math.PI * (u - 0.5);
    double latitude = Math.PI * (v - 0.5) * 0.99;
    double around = Math.pow(Math.cos(latitude), 0.6);
    out[0] = 1.62 * around * Math.sin(longitude);
    out[1] = -2.55 + 1.18 * Math.sin(latitude) - 0.28 * out[0] * out[0] * 0.35;
    out[2] = -0.28 + 0.62 * around * Math.cos(longitude);
  }
}
