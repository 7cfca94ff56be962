package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.ost.ScaleAugmentation.Extent;
import io.understudy.model.ost.ScaleTransform;
import java.nio.FloatBuffer;
import java.util.List;

/** How far a scale transformation is from undoing what narrowed or flattened driving images. */
final class ScaleLoss {
  private final Execution execution;
  private final Kernels kernels;
  private final PictureDifference difference;

  ScaleLoss(Execution execution, PictureDifference difference) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.difference = difference;
  }

  /**
   * Rectifies and adds the losses of that.
   *
   * @param code of the driving images (B, Z)
   * @return the driving images as the transformation has them
   */
  NDArray rectify(
      Losses losses,
      TrainingBatch batch,
      SeenDriving seen,
      ScaleTransform transform,
      NDArray code) {
    NDArray rectified = transform.rectify(seen.images(), code);
    losses.add(LossTerm.RECTIFIED, difference.ofPixels(rectified, batch));
    difference
        .ofFeatures(rectified, batch)
        .ifPresent(term -> losses.add(LossTerm.PERCEPTUAL, "_rectified", term));
    NDArray wanted = fiducials(seen.extents(), transform.basePoints());
    losses.add(
        LossTerm.FIDUCIALS, kernels.call("mean_absolute", transform.fiducials(code), wanted));
    return rectified;
  }

  /** The fiducials that undo extents: (B, F, 2). */
  private NDArray fiducials(List<Extent> extents, float[] basePoints) {
    FloatBuffer points = FloatBuffer.allocate(extents.size() * basePoints.length);
    extents.forEach(extent -> points.put(extent.fiducials(basePoints)));
    return execution
        .manager()
        .create(points.array(), new Shape(extents.size(), basePoints.length / 2, 2));
  }
}
