package io.understudy.model.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Hourglass;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.FaceRefinerConfiguration;

/**
 * Draws mouth and eyes again, where a flow of a few keypoints leaves lips without an inside and
 * lids half open: in a window about them an hourglass sees the drawn face, the source's own, and
 * where the keypoints of lips and lids are in both, and tells what to add about them, in grey where
 * the source is grey. Untrained, nothing. The project's own; no paper has it.
 *
 * <p>Keys {@code hourglass.*}, {@code added.*}.
 */
public final class FaceRefiner {
  /** What its tensors' names begin with in any network. */
  public static final String NAME = "face_refiner";

  /** The part of a {@link FaceDetail}'s window that holds mouth and eyes, as a map of the plane. */
  private static final float[] MOUTH_AND_EYES = {0.55f, 0, 0, 0, 0.55f, 0.08f, 0, 0, 1};

  private static final int COLOURS = 3;
  // A keypoint's spot has this deviation, in halves of the window's side: three pixels or so.
  private static final double DEVIATION = 0.05;
  // How far from a keypoint something is added, likewise: beyond mouth and eyes, at the outline of
  // a face, what is learned on a few heads smudges others.
  private static final double REACH = 0.22;
  // Within 0.97 of that all is added: what is above 1 is cut.
  private static final double GAIN = 1.6;
  // Share of half a side, at the window's border, over which it fades out.
  private static final double FADING = 0.2;

  // How far colours of a face lie from their grey on average, black at 0 and white at 1: up to the
  // first what is added is grey, from the second on it is as learned, which was on coloured faces
  // (0.048 and more). A photograph in black and white or a statue would get coloured lips.
  private static final double GREY = 0.02;
  private static final double COLOURED = 0.045;

  private final Execution execution;
  private final Kernels kernels;
  private final FaceDetail detail;
  private final double black;
  private final int side;
  private final NDArray part;
  private final Hourglass hourglass;
  private final Conv2d added;

  /**
   * @param detail whose windows these lie in
   * @param black the value of black in pictures whose white is 1: 0 or -1
   */
  public FaceRefiner(
      Parameters tree, FaceRefinerConfiguration configuration, FaceDetail detail, double black) {
    this.execution = tree.execution();
    this.kernels = execution.kernels();
    this.detail = detail;
    this.black = black;
    this.side = configuration.windowPixels();
    this.part = part(execution);
    this.hourglass =
        new Hourglass(
            tree.at("hourglass"),
            configuration.blockExpansion(),
            2 * (COLOURS + FaceDetail.COUNT),
            configuration.blocks(),
            configuration.maxFeatures());
    float[] nothing = new float[COLOURS];
    this.added = Conv2d.constant(tree.at("added"), hourglass.outChannels(), COLOURS, 1, nothing);
  }

  private static NDArray part(Execution execution) {
    try (Scope scope = new Scope()) {
      return scope.own(execution.manager().create(MOUTH_AND_EYES, new Shape(1, 3, 3)));
    }
  }

  /**
   * What {@link #refine} needs to know of sources: their mouths and eyes, upright, (B, 3, side,
   * side) fp32 in [0, 1].
   *
   * @param images (B, 3, H, W) fp32
   * @param values their keypoints (B, K, 2), landmarks first
   */
  public NDArray look(NDArray images, NDArray values) {
    try (Scope scope = new Scope()) {
      return scope.keep(detail.seen(images, windows(values), side));
    }
  }

  /**
   * Pictures, mouths and eyes drawn again.
   *
   * @param pictures (B, 3, H, W) fp32
   * @param looks what {@link #look} saw of the sources
   * @param source keypoints of the sources (B, K, 2)
   * @param driving keypoints of the pictures
   */
  public NDArray refine(NDArray pictures, NDArray looks, NDArray source, NDArray driving) {
    try (Scope scope = new Scope()) {
      NDArray windows = windows(driving);
      NDArray drawn = detail.seen(pictures, windows, side);
      NDArray places = inside(windows, driving);
      NDArray from = spots(inside(windows(source), source), drawn, DEVIATION);
      NDArray to = spots(places, drawn, DEVIATION);
      NDArray known = execution.toWorking(kernels.concat(1, drawn, looks, from, to));
      NDArray told = execution.toFloat(added.forward(hourglass.forward(known)));
      NDArray change = kernels.call("as_colourful", told, looks, GREY, COLOURED);
      return scope.keep(
          kernels.call(
              "add_in_windows",
              pictures,
              kernels.times(change, 1 - black),
              windows,
              spots(places, drawn, REACH),
              GAIN,
              FADING,
              kernels.grid(drawn),
              kernels.grid(pictures)));
    }
  }

  private NDArray windows(NDArray values) {
    return kernels.call("moved_windows", detail.windows(values), part);
  }

  /** Where the keypoints of lips and lids are in their windows, (B, 8, 2). */
  private NDArray inside(NDArray windows, NDArray values) {
    return kernels.call("into_windows", windows, FaceDetail.ofMouthAndEyes(values));
  }

  /** A spot for each of them, (B, 8, side, side). */
  private NDArray spots(NDArray places, NDArray map, double deviation) {
    return kernels.call("gaussians", places, kernels.grid(map), deviation * deviation);
  }
}
