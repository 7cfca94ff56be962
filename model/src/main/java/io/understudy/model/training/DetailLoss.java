package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import java.util.random.RandomGenerator;

/** How far a second look at the face is from its landmarks. */
final class DetailLoss {
  private final Execution execution;
  private final Kernels kernels;
  private final LandmarkLoss landmarks;

  DetailLoss(Execution execution, LandmarkLoss landmarks) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.landmarks = landmarks;
  }

  /** Mouths and eyes, as found in windows that are as far off as keypoints of new faces may be. */
  void add(Losses losses, FaceDetail detail, TrainingBatch batch, RandomGenerator random) {
    KnownKeypoints wanted = batch.atSource().and(batch.atDriving());
    NDArray upright = detail.windows(wanted.positions());
    NDArray moves = WindowJitter.draw(execution, upright.getShape().get(0), random);
    NDArray images = kernels.concat(0, batch.source(), batch.driving());
    NDArray windows = kernels.call("moved_windows", upright, moves);
    NDArray found = detail.refine(images, wanted.positions(), windows);
    landmarks.add(losses, "detail", found, wanted);
  }
}
