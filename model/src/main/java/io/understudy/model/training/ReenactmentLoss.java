package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.ost.ScaleTransform;
import io.understudy.model.perceptual.PerceptualPyramid;
import io.understudy.model.preset.ConsistencyForm;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The losses of one batch of pairs under a network (NETWORKS section 1.7), stage by stage. */
final class ReenactmentLoss {
  private final Execution execution;
  private final Kernels kernels;
  private final Network network;
  private final LossWeights weights;
  private final SecondLook secondLook;
  private final ConsistencyForm consistency;
  private final LandmarkLoss landmarks;
  private final KeypointLoss keypoints;
  private final DetailLoss detail;
  private final ScaleLoss scale;
  private final FlowLoss flows;
  private final PictureLoss pictures;

  /**
   * @param secondLook at the face, of the same network
   * @param perceptual of the same execution; empty to do without
   * @param consistency form of the loss of a facial memory
   */
  ReenactmentLoss(
      Execution execution,
      Network network,
      LossWeights weights,
      SecondLook secondLook,
      Optional<PerceptualPyramid> perceptual,
      ConsistencyForm consistency) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.network = network;
    this.weights = weights;
    this.secondLook = secondLook;
    this.consistency = consistency;
    this.landmarks = new LandmarkLoss(execution);
    this.keypoints = new KeypointLoss(execution, network, landmarks);
    this.detail = new DetailLoss(execution, landmarks);
    PictureDifference difference =
        new PictureDifference(
            kernels, perceptual.filter(pyramid -> weights.has(LossTerm.PERCEPTUAL)));
    this.scale = new ScaleLoss(execution, difference);
    this.flows = new FlowLoss(execution, difference);
    this.pictures = new PictureLoss(kernels, network.pixelRange(), difference);
  }

  /**
   * Runs the network and weighs what it gave.
   *
   * @param stage what to train
   */
  Losses of(TrainingBatch batch, Stage stage, RandomGenerator random) {
    Losses losses = new Losses(kernels, weights);
    if (stage == Stage.DETAIL) {
      detail.add(losses, network.faceDetail().orElseThrow(), batch, random);
      return losses;
    }
    SeenDriving seen = SeenDriving.draw(execution, network, batch, random);
    boolean learning =
        stage == Stage.KEYPOINTS || stage != Stage.SCALE && !secondLook.frozenKeypoints();
    PairKeypoints found = keypoints.detect(losses, batch, seen, learning, random);
    if (stage == Stage.SCALE) {
      ScaleTransform transform = network.scaleTransform().orElseThrow();
      scale.rectify(losses, batch, seen, transform, found.scaleCode(transform));
    } else if (stage != Stage.KEYPOINTS) {
      ScaledDriving driving = driving(losses, batch, seen, found);
      landmarks.add(losses, "driving", driving.keypoints().values(), batch.atDriving());
      reenactment(losses, batch, secondLook.at(batch.source(), found.source()), driving, stage);
    }
    return losses;
  }

  /** Keypoints that drive the output, and the scale code that goes with them. */
  private ScaledDriving driving(
      Losses losses, TrainingBatch batch, SeenDriving seen, PairKeypoints found) {
    if (network.scaleTransform().isEmpty()) {
      return new ScaledDriving(secondLook.at(seen.images(), found.seen()), Optional.empty());
    }
    ScaleTransform transform = network.scaleTransform().get();
    NDArray code = found.scaleCode(transform);
    KeypointTensors driving =
        transform.rectifies()
            ? secondLook.detect(scale.rectify(losses, batch, seen, transform, code))
            : secondLook.at(seen.images(), found.seen());
    return new ScaledDriving(driving, Optional.of(code));
  }

  private void reenactment(
      Losses losses,
      TrainingBatch batch,
      KeypointTensors atSource,
      ScaledDriving driving,
      Stage stage) {
    try (TrainingTerms terms = terms()) {
      SourceMaps maps = network.encode(batch.source(), atSource, Tap.NONE);
      NDArray output =
          network.generate(maps, atSource, driving.keypoints(), driving.scaleCode(), terms);
      flows.add(losses, batch, terms);
      if (stage == Stage.MOTION) {
        return;
      }
      if (losses.has(LossTerm.CODES)) {
        network.encodeDriving(batch.driving(), terms);
      }
      pictures.add(losses, batch, output, terms);
    }
  }

  /** Listens to one run of the network; the caller closes it. */
  TrainingTerms terms() {
    return new TrainingTerms(kernels, weights, consistency);
  }
}
