package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import java.util.List;

/** How far flows are from fetching each pixel where the source has it. */
final class FlowLoss {
  private final Execution execution;
  private final Kernels kernels;
  private final PictureDifference difference;

  FlowLoss(Execution execution, PictureDifference difference) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.difference = difference;
  }

  /**
   * Adds the losses of the flows of a batch.
   *
   * @param terms what the network told
   */
  void add(Losses losses, TrainingBatch batch, TrainingTerms terms) {
    WarpedSource.of(kernels, batch.source(), terms)
        .ifPresent(warped -> losses.add(LossTerm.WARPED, difference.ofPixels(warped, batch)));
    terms.flow().ifPresent(flow -> landmarks(losses, "", flow, batch));
    terms.lastFlow().ifPresent(flow -> landmarks(losses, "_last", flow, batch));
    terms.flow().ifPresent(flow -> dense(losses, "_first", flow, batch));
    terms.lastFlow().ifPresent(flow -> dense(losses, "_last", flow, batch));
  }

  /** At the landmarks of the face, whose shapes are what an expression is. */
  private void landmarks(Losses losses, String place, NDArray flow, TrainingBatch batch) {
    if (losses.has(LossTerm.FLOW)) {
      NDArray fetched = kernels.call("flow_at", flow, batch.meshDriving().positions());
      NDArray wanted = batch.meshSource().positions();
      NDArray known = batch.meshSource().known().mul(batch.meshDriving().known());
      losses.add(LossTerm.FLOW, place, kernels.call("known_distance", fetched, wanted, known));
      List<NDArray> shapes =
          MeshPart.tensors(execution).stream()
              .map(part -> kernels.call("shape_distance", fetched, wanted, known, part))
              .toList();
      losses.addSum(LossTerm.EXPRESSION, place, shapes);
    }
  }

  /** Everywhere in the picture. */
  private void dense(Losses losses, String place, NDArray flow, TrainingBatch batch) {
    batch
        .denseFlow()
        .ifPresent(
            wanted ->
                losses.add(
                    LossTerm.DENSE_FLOW,
                    place,
                    kernels.call("dense_flow_loss", flow, wanted.positions(), wanted.trusted())));
  }
}
