package io.understudy.model.synthetic;

import java.util.List;

/**
 * What is true of rendered pictures and cannot be known of real ones: where each point of one
 * picture is in another, and where the landmarks are.
 */
public final class HeadTruth {
  /** Depth by which a point may lie behind the nearest surface and still count as visible. */
  private static final float DEPTH_SLACK = 0.04f;

  private HeadTruth() {}

  /**
   * A backward flow on a square grid.
   *
   * @param sidePixels side of the grid, N
   * @param positions for each pixel of the target, row by row, the (x, y) in [-1, 1] where the
   *     source shows the same point; corner-aligned as in NETWORKS section 0; 2 N N floats
   * @param visible whether the target shows the person there and the source shows the same point
   */
  public record Flow(int sidePixels, float[] positions, boolean[] visible) {}

  /** The flow that fetches {@code target}'s pixels from {@code source}, the same person's. */
  public static Flow flow(
      HeadIdentity identity, HeadState source, HeadState target, int sidePixels) {
    HeadModel from = new HeadModel(identity, source);
    HeadModel to = new HeadModel(identity, target);
    List<Mesh> fromMeshes = from.meshes();
    List<Mesh> toMeshes = to.meshes();
    Raster seen = Raster.of(fromMeshes, from.pose(), sidePixels, 1);
    Raster wanted = new Raster(sidePixels, 1);
    for (int i = 0; i < toMeshes.size(); i++) {
      Mesh tagged = tagged(toMeshes.get(i), fromMeshes.get(i), from.pose());
      wanted.add(tagged, to.pose());
    }
    return flow(wanted, seen);
  }

  /** The target's mesh, its local points replaced by where the source shows them (x, y, depth). */
  private static Mesh tagged(Mesh target, Mesh source, Pose sourcePose) {
    float[] p = source.posed();
    float[] tags = new float[p.length];
    for (int i = 0; i < p.length; i += 3) {
      tags[i] = (float) sourcePose.screenX(p[i], p[i + 2]);
      tags[i + 1] = (float) sourcePose.screenY(p[i + 1], p[i + 2]);
      tags[i + 2] = p[i + 2];
    }
    return new Mesh(
        target.part(), target.columns(), target.rows(), tags, target.posed(), target.normals());
  }

  private static Flow flow(Raster wanted, Raster seen) {
    int side = wanted.side;
    float[] positions = new float[2 * side * side];
    boolean[] visible = new boolean[side * side];
    for (int at = 0; at < side * side; at++) {
      if (wanted.parts[at] < 0) {
        positions[2 * at] = 2f * (at % side) / (side - 1) - 1;
        positions[2 * at + 1] = 2f * (at / side) / (side - 1) - 1;
        continue;
      }
      float x = wanted.values[Raster.VALUES * at];
      float y = wanted.values[Raster.VALUES * at + 1];
      positions[2 * at] = x;
      positions[2 * at + 1] = y;
      visible[at] = isNearest(seen, x, y, wanted.values[Raster.VALUES * at + 2]);
    }
    return new Flow(side, positions, visible);
  }

  private static boolean isNearest(Raster seen, float x, float y, float depth) {
    int column = Math.round(seen.toSample(x));
    int row = Math.round(seen.toSample(y));
    if (column < 0 || row < 0 || column >= seen.side || row >= seen.side) {
      return false;
    }
    int at = row * seen.side + column;
    return seen.parts[at] >= 0 && depth >= seen.depth[at] - DEPTH_SLACK;
  }

  /**
   * Screen positions of {@link Landmark}s, in their order: 2 floats each, (x, y) in [-1, 1]. Hidden
   * ones are told too.
   */
  public static float[] landmarks(HeadIdentity identity, HeadState state) {
    HeadModel model = new HeadModel(identity, state);
    float[] positions = new float[2 * Landmark.values().length];
    double[] point = new double[3];
    for (Landmark landmark : Landmark.values()) {
      place(landmark, model.shape(), identity, state, point);
      model.pose().turn(point);
      int at = 2 * landmark.ordinal();
      positions[at] = (float) model.pose().screenX(point[0], point[2]);
      positions[at + 1] = (float) model.pose().screenY(point[1], point[2]);
    }
    return positions;
  }

  /** The point of a landmark in the head frame, after expression. */
  private static void place(
      Landmark landmark, FaceShape shape, HeadIdentity identity, HeadState state, double[] out) {
    double x = landmark.x(shape);
    double y = y(landmark, shape, identity, state);
    double latitude = Math.asin(Math.max(-1, Math.min(1, y > 0 ? y : y / 1.02)));
    double low = -Math.PI / 2;
    double high = Math.PI / 2;
    for (int i = 0; i < 40; i++) {
      double longitude = (low + high) / 2;
      shape.rest(longitude, latitude, out);
      if (out[0] < x) {
        low = longitude;
      } else {
        high = longitude;
      }
    }
    shape.express(state, out);
  }

  /** y of a landmark before the skin moves; lids are painted on the skin and slide over it. */
  private static double y(
      Landmark landmark, FaceShape shape, HeadIdentity identity, HeadState state) {
    return switch (landmark) {
      case EYE_TOP_LEFT -> FaceShape.EYE_Y + shape.upperLid(state.eyeOpenLeft());
      case EYE_TOP_RIGHT -> FaceShape.EYE_Y + shape.upperLid(state.eyeOpenRight());
      case EYE_BOTTOM_LEFT, EYE_BOTTOM_RIGHT -> FaceShape.EYE_Y - 0.036 * identity.eyeSize();
      default -> landmark.y();
    };
  }
}
