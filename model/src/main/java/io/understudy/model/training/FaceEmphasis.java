package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.kernel.Execution;
import java.util.List;

/**
 * What pixels of mouth and eyes weigh beyond the others: they are few, and viewers look at them
 * first.
 */
final class FaceEmphasis {
  private static final float WEIGHT = 6;

  /** Landmarks that a region holds, and its margin against its size. */
  private record Region(double marginX, double marginY, int... landmarks) {}

  private static final List<Region> REGIONS =
      List.of(
          new Region(0.15, 0.35, 61, 291, 0, 17),
          new Region(0.25, 1.2, 33, 133, 159, 145),
          new Region(0.25, 1.2, 362, 263, 386, 374));

  private FaceEmphasis() {}

  /** Weights to be added, (B, 1, H, W); 0 where no landmarks are known. */
  static NDArray of(Execution execution, List<LabelledFrame> frames, List<Boolean> mirrored) {
    int width = frames.get(0).picture().widthPixels();
    int height = frames.get(0).picture().heightPixels();
    float[] weights = new float[frames.size() * width * height];
    for (int i = 0; i < frames.size(); i++) {
      int from = i * width * height;
      boolean turned = mirrored.get(i);
      frames
          .get(i)
          .landmarks()
          .ifPresent(
              face ->
                  REGIONS.forEach(
                      region -> fill(weights, from, width, height, box(face, region), turned)));
    }
    return execution.manager().create(weights, new Shape(frames.size(), 1, height, width));
  }

  /** Left, top, right, bottom in pixels. */
  private static double[] box(FaceLandmarks face, Region region) {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (int landmark : region.landmarks()) {
      left = Math.min(left, face.x(landmark));
      right = Math.max(right, face.x(landmark));
      top = Math.min(top, face.y(landmark));
      bottom = Math.max(bottom, face.y(landmark));
    }
    double x = region.marginX() * (right - left);
    // Lids may be shut: the height has a floor in terms of the width.
    double y = region.marginY() * Math.max(bottom - top, 0.3 * (right - left));
    return new double[] {left - x, top - y, right + x, bottom + y};
  }

  private static void fill(
      float[] weights, int from, int width, int height, double[] box, boolean mirrored) {
    int top = (int) Math.max(0, Math.floor(box[1]));
    int bottom = (int) Math.min(height - 1, Math.ceil(box[3]));
    int left = (int) Math.max(0, Math.floor(box[0]));
    int right = (int) Math.min(width - 1, Math.ceil(box[2]));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        weights[from + y * width + (mirrored ? width - 1 - x : x)] = WEIGHT;
      }
    }
  }
}
