package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.ost.ScaleAugmentation.Extent;
import java.util.List;

/**
 * Where the first keypoints of faces shall be: at landmarks of the mesh that carry pose and
 * expression. The keypoints behind them stay free.
 *
 * @param positions (B, N, 2) in [-1, 1], x to the right and y down
 * @param known (B, 1, 1): 1 where the landmarks of a face are known, else 0
 */
record KnownKeypoints(NDArray positions, NDArray known) {
  /** A landmark of the mesh, and the one that it becomes in a mirror. */
  private record Point(int landmark, int mirrored) {}

  /** Those that ten keypoints need come first. */
  private static final List<Point> POINTS =
      List.of(
          alone(1), // tip of the nose
          alone(152), // chin
          new Point(61, 291), // corners of the mouth
          new Point(291, 61),
          alone(13), // inner edge of the upper and of the lower lip
          alone(14),
          new Point(159, 386), // upper and lower lid of one eye
          new Point(145, 374),
          new Point(386, 159), // and of the other
          new Point(374, 145),
          alone(10), // forehead
          new Point(234, 454), // edges of the face at the ears
          new Point(454, 234));

  /** Which of them show how far mouth and eyes are open. */
  private static final List<long[]> PARTS =
      List.of(new long[] {2, 3, 4, 5}, new long[] {6, 7}, new long[] {8, 9});

  private static Point alone(int landmark) {
    return new Point(landmark, landmark);
  }

  /** Keypoints that have a place, where a detector has {@code keypoints}. */
  static int count(int keypoints) {
    return Math.min(POINTS.size(), keypoints);
  }

  /**
   * Of frames that may have been mirrored.
   *
   * @param keypoints of the detector
   */
  static KnownKeypoints of(
      Execution execution, List<LabelledFrame> frames, List<Boolean> mirrored, int keypoints) {
    int count = count(keypoints);
    float[] positions = new float[frames.size() * count * 2];
    float[] known = new float[frames.size()];
    for (int i = 0; i < frames.size(); i++) {
      LabelledFrame frame = frames.get(i);
      if (frame.landmarks().isPresent()) {
        known[i] = 1;
        write(frame, mirrored.get(i), positions, i * count * 2, count);
      }
    }
    return new KnownKeypoints(
        execution.manager().create(positions, new Shape(frames.size(), count, 2)),
        execution.manager().create(known, new Shape(frames.size(), 1, 1)));
  }

  private static void write(
      LabelledFrame frame, boolean mirrored, float[] positions, int from, int count) {
    FaceLandmarks face = frame.landmarks().orElseThrow();
    for (int i = 0; i < count; i++) {
      Point point = POINTS.get(i);
      int landmark = mirrored ? point.mirrored() : point.landmark();
      float x = 2 * face.x(landmark) / (frame.picture().widthPixels() - 1) - 1;
      positions[from + 2 * i] = mirrored ? -x : x;
      positions[from + 2 * i + 1] = 2 * face.y(landmark) / (frame.picture().heightPixels() - 1) - 1;
    }
  }

  /** Indices of the keypoints of mouth and eyes, as far as there are keypoints for them. */
  List<NDArray> parts(Execution execution) {
    long count = positions.getShape().get(1);
    return PARTS.stream()
        .filter(part -> part[part.length - 1] < count)
        .map(part -> execution.manager().create(part, new Shape(part.length)))
        .toList();
  }

  /** These, and behind them those of more frames. */
  KnownKeypoints and(KnownKeypoints more) {
    return new KnownKeypoints(positions.concat(more.positions), known.concat(more.known));
  }

  /** The same in images that were narrowed or flattened, row i with the i-th extent. */
  KnownKeypoints scaled(Execution execution, List<Extent> extents) {
    float[] shares = new float[2 * extents.size()];
    for (int i = 0; i < extents.size(); i++) {
      shares[2 * i] = (float) extents.get(i).x();
      shares[2 * i + 1] = (float) extents.get(i).y();
    }
    NDArray rows = execution.manager().create(shares, new Shape(extents.size(), 1, 2));
    return new KnownKeypoints(positions.mul(rows), known);
  }
}
