package io.understudy.model.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.FaceDetailConfiguration;

/**
 * A second look at the face, for the keypoints of mouth and eyes: a window of the picture in which
 * the face is upright and always of one size, and heat maps of it. A detector sees all of the
 * picture at a quarter of its resolution, where a lid is open by two pixels; here it has four. The
 * other keypoints stay where the detector has them: with all of them found again, the error of the
 * picture rose. The project's own; no paper has it.
 *
 * <p>A window is (2, 3), from (x, y, 1) in it to (x, y) in the picture, both in [-1, 1]. Keys
 * {@code predictor.*}, {@code kp.*}.
 */
public final class FaceDetail {
  /**
   * Landmarks of the mean face in its window, (x, y) in [-1, 1]: tip of the nose, chin, corners of
   * the mouth, inner edges of the upper and the lower lip, lids of one and of the other eye,
   * forehead. Mean of the training clips' faces, made symmetric.
   */
  static final float[] FACE = {
    0, 0.06f, 0, 0.75f, -0.23f, 0.34f, 0.23f, 0.34f, 0, 0.315f, 0, 0.385f, -0.297f, -0.328f,
    -0.286f, -0.251f, 0.297f, -0.328f, 0.286f, -0.251f, 0, -0.75f
  };

  /** Keypoints that are found again: corners and inner edges of the lips, four lids. */
  private static final int FIRST = 2;

  /** Keypoints of mouth and eyes. */
  static final int COUNT = 8;

  private static final double TEMPERATURE = 0.1;

  private final Kernels kernels;
  private final double black;
  private final int side;
  private final NDArray face;
  private final HeatMaps maps;

  /**
   * @param black the value of black in pictures whose white is 1: 0 or -1; the heat maps are made
   *     of [0, 1]
   */
  public FaceDetail(Parameters tree, FaceDetailConfiguration configuration, double black) {
    this.kernels = tree.execution().kernels();
    this.black = black;
    this.side = configuration.windowPixels();
    this.face = meanFace(tree.execution());
    this.maps =
        new HeatMaps(
            tree,
            COUNT,
            3,
            configuration.blockExpansion(),
            configuration.maxFeatures(),
            configuration.blocks(),
            TEMPERATURE);
  }

  private static NDArray meanFace(Execution execution) {
    try (Scope scope = new Scope()) {
      return scope.own(execution.manager().create(FACE, new Shape(FACE.length / 2, 2)));
    }
  }

  /**
   * Keypoints, those of mouth and eyes found again.
   *
   * @param images (B, 3, H, H) fp32
   * @param values (B, K, 2), landmarks first
   */
  public NDArray refine(NDArray images, NDArray values) {
    try (Scope scope = new Scope()) {
      return scope.keep(refine(images, values, windows(values)));
    }
  }

  /**
   * The same within windows of the caller's.
   *
   * @param windows (B, 2, 3)
   */
  public NDArray refine(NDArray images, NDArray values, NDArray windows) {
    try (Scope scope = new Scope()) {
      NDArray inside = maps.positions(maps.of(maps.features(seen(images, windows, side))));
      NDArray found = kernels.call("out_of_windows", windows, inside);
      return scope.keep(kernels.call("replaced_points", values, found, FIRST));
    }
  }

  /** Windows (B, 2, 3) of the faces whose landmarks are at {@code values} (B, 11 or more, 2). */
  public NDArray windows(NDArray values) {
    return kernels.call("upright_windows", values, face);
  }

  /** Those of mouth and eyes, (B, {@value #COUNT}, 2), of keypoints (B, K, 2). */
  static NDArray ofMouthAndEyes(NDArray values) {
    return values.get(":, " + FIRST + ":" + (FIRST + COUNT));
  }

  /** What lies in the windows: (B, 3, pixels, pixels) in [0, 1], black beyond the picture. */
  NDArray seen(NDArray images, NDArray windows, int pixels) {
    NDArray grid = kernels.call("window_grid", windows, pixels);
    NDArray seen = kernels.call("sample_on_black", images, grid, black);
    return kernels.affine(seen, 1 / (1 - black), -black / (1 - black));
  }
}
