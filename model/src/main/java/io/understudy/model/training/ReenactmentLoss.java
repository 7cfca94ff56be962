package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.ost.ScaleAugmentation;
import io.understudy.model.ost.ScaleAugmentation.Extent;
import io.understudy.model.ost.ScaleTransform;
import io.understudy.model.perceptual.PerceptualPyramid;
import io.understudy.model.preset.ConsistencyForm;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * The losses of one batch of pairs under a network (NETWORKS section 1.7); where it has a scale
 * transformation, it sees driving images narrowed or flattened and learns to undo that (section
 * 4.3).
 */
final class ReenactmentLoss {
  private static final int PYRAMID_LEVELS = 4;
  private static final double LEAST_DISTANCE = 0.1;
  // Of the output's perceptual loss, as published (NETWORKS section 3.8).
  private static final double FROM_SMALLEST_SHARE = 0.5;
  // Share of driving images that are neither narrowed nor flattened.
  private static final double AS_THEY_ARE = 1.0 / 3;
  // Of the range of pixels: mean differences up to which warped and driving image count as the
  // same, and from which on the source is not visible at all.
  private static final double SAME = 0.03;
  private static final double DIFFERENT = 0.12;

  private final Execution execution;
  private final Kernels kernels;
  private final Network network;
  private final LossWeights weights;
  private final Optional<PerceptualPyramid> perceptual;
  private final boolean frozenKeypoints;
  private final ConsistencyForm consistency;
  private final ScaleAugmentation scales;

  /**
   * @param perceptual of the same execution; empty to do without
   * @param frozenKeypoints whether the detector learns in the keypoints' own stage alone; flows are
   *     made of what a second look at the face finds then
   * @param consistency form of the loss of a facial memory
   */
  ReenactmentLoss(
      Execution execution,
      Network network,
      LossWeights weights,
      Optional<PerceptualPyramid> perceptual,
      boolean frozenKeypoints,
      ConsistencyForm consistency) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.network = network;
    this.weights = weights;
    this.perceptual = perceptual;
    this.frozenKeypoints = frozenKeypoints;
    this.consistency = consistency;
    this.scales = new ScaleAugmentation(execution, network.pixelRange().shift());
  }

  /** Keypoints that drive the output, and the scale code that goes with them. */
  private record Driving(KeypointTensors keypoints, Optional<NDArray> scaleCode) {}

  /**
   * Runs the network and weighs what it gave.
   *
   * @param stage what to train
   */
  Losses of(TrainingBatch batch, Stage stage, RandomGenerator random) {
    Losses losses = new Losses(kernels, weights);
    if (stage == Stage.DETAIL) {
      detail(losses, batch, random);
      return losses;
    }
    long size = batch.source().getShape().get(0);
    List<Extent> extents = extents(size, random);
    NDArray seen =
        network.scaleTransform().isPresent()
            ? scales.apply(batch.driving(), extents)
            : batch.driving();
    boolean learning = stage == Stage.KEYPOINTS || stage != Stage.SCALE && !frozenKeypoints;
    List<KeypointTensors> found =
        learning ? moved(losses, batch, seen, extents, random) : still(batch.source(), seen);
    KeypointTensors atSource = found.get(0);
    KeypointTensors atSeen = found.get(1);
    landmarks(losses, "source", atSource.values(), batch.atSource());
    landmarks(losses, "seen", atSeen.values(), batch.atDriving().scaled(execution, extents));
    if (stage == Stage.SCALE) {
      ScaleTransform scale = network.scaleTransform().orElseThrow();
      NDArray code = scale.localise(atSource.values(), atSeen.values());
      rectified(losses, batch, seen, scale, code, extents);
    } else if (stage != Stage.KEYPOINTS) {
      Driving driving = driving(losses, batch, seen, extents, atSource, atSeen);
      landmarks(losses, "driving", driving.keypoints().values(), batch.atDriving());
      pictures(losses, batch, lookedAgain(batch.source(), atSource), driving, stage);
    }
    return losses;
  }

  /** Mouths and eyes, as found in windows that are as far off as keypoints of new faces may be. */
  private void detail(Losses losses, TrainingBatch batch, RandomGenerator random) {
    FaceDetail detail = network.faceDetail().orElseThrow();
    KnownKeypoints wanted = batch.atSource().and(batch.atDriving());
    NDArray upright = detail.windows(wanted.positions());
    NDArray moves = WindowJitter.draw(execution, upright.getShape().get(0), random);
    NDArray images = kernels.concat(0, batch.source(), batch.driving());
    NDArray windows = kernels.call("moved_windows", upright, moves);
    NDArray found = detail.refine(images, wanted.positions(), windows);
    landmarks(losses, "detail", found, wanted);
  }

  /** Keypoints of source and driving image, and what a random map of the plane tells about them. */
  private List<KeypointTensors> moved(
      Losses losses,
      TrainingBatch batch,
      NDArray seen,
      List<Extent> extents,
      RandomGenerator random) {
    long size = batch.source().getShape().get(0);
    RandomTransform transform = RandomTransform.draw(execution, (int) size, random);
    NDArray moved = transform.image(seen);
    // One pass for all three: batch norm sees them as one population, which the released code
    // does not do, and the detector runs at three times the batch.
    KeypointTensors all = network.detect(kernels.concat(0, batch.source(), seen, moved), Tap.NONE);
    losses.add(
        LossTerm.KEYPOINT_DISTANCE,
        kernels.call("keypoint_distance", rows(all, 0, 2 * size).values(), LEAST_DISTANCE));
    KeypointTensors atSeen = rows(all, size, 2 * size);
    KeypointTensors atMoved = rows(all, 2 * size, 3 * size);
    equivariance(losses, transform, atSeen, atMoved);
    landmarks(
        losses,
        "moved",
        transform.points(atMoved.values()),
        batch.atDriving().scaled(execution, extents));
    return List.of(rows(all, 0, size), atSeen);
  }

  /** Keypoints of source and driving image as the detector finds them now; it learns nothing. */
  private List<KeypointTensors> still(NDArray source, NDArray seen) {
    long size = source.getShape().get(0);
    KeypointTensors all =
        withoutGradient(network.detect(kernels.concat(0, source, seen), Tap.NONE));
    return List.of(rows(all, 0, size), rows(all, size, 2 * size));
  }

  /** What flows are made of: where keypoints are frozen, what the second look finds behind them. */
  KeypointTensors lookedAgain(NDArray images, KeypointTensors found) {
    return network
        .faceDetail()
        .filter(detail -> frozenKeypoints)
        .map(detail -> detail.refine(images, found.values()).stopGradient())
        .map(values -> new KeypointTensors(values, found.jacobians()))
        .orElse(found);
  }

  private static KeypointTensors withoutGradient(KeypointTensors keypoints) {
    return new KeypointTensors(
        keypoints.values().stopGradient(), keypoints.jacobians().stopGradient());
  }

  /**
   * As the paper draws them, but that some images stay as they are: what leaves an image alone is
   * the edge of what it draws, and a transformation that rarely sees that shrinks every picture.
   */
  private List<Extent> extents(long size, RandomGenerator random) {
    boolean scales = network.scaleTransform().isPresent();
    return LongStream.range(0, size)
        .mapToObj(
            i ->
                scales && random.nextDouble() >= AS_THEY_ARE
                    ? Extent.draw(random)
                    : new Extent(1, 1))
        .toList();
  }

  private Driving driving(
      Losses losses,
      TrainingBatch batch,
      NDArray seen,
      List<Extent> extents,
      KeypointTensors atSource,
      KeypointTensors atSeen) {
    if (network.scaleTransform().isEmpty()) {
      return new Driving(lookedAgain(seen, atSeen), Optional.empty());
    }
    ScaleTransform scale = network.scaleTransform().get();
    NDArray code = scale.localise(atSource.values(), atSeen.values());
    if (!scale.rectifies()) {
      return new Driving(lookedAgain(seen, atSeen), Optional.of(code));
    }
    NDArray rectified = rectified(losses, batch, seen, scale, code, extents);
    KeypointTensors again = network.detect(rectified, Tap.NONE);
    KeypointTensors driving =
        frozenKeypoints ? lookedAgain(rectified, withoutGradient(again)) : again;
    return new Driving(driving, Optional.of(code));
  }

  /** The driving images as the transformation has them, and how far it is from undoing extents. */
  private NDArray rectified(
      Losses losses,
      TrainingBatch batch,
      NDArray seen,
      ScaleTransform scale,
      NDArray code,
      List<Extent> extents) {
    NDArray rectified = scale.rectify(seen, code);
    losses.add(LossTerm.RECTIFIED, pyramid(rectified, batch));
    compared(rectified, batch)
        .ifPresent(term -> losses.add(LossTerm.PERCEPTUAL, "_rectified", term));
    NDArray wanted = fiducials(extents, scale.basePoints());
    losses.add(LossTerm.FIDUCIALS, kernels.call("mean_absolute", scale.fiducials(code), wanted));
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

  private void pictures(
      Losses losses, TrainingBatch batch, KeypointTensors atSource, Driving driving, Stage stage) {
    try (TrainingTerms terms = terms()) {
      SourceMaps maps = network.encode(batch.source(), atSource, Tap.NONE);
      NDArray output =
          network.generate(maps, atSource, driving.keypoints(), driving.scaleCode(), terms);
      warped(batch.source(), terms)
          .ifPresent(warped -> losses.add(LossTerm.WARPED, pyramid(warped, batch)));
      terms.flow().ifPresent(flow -> flow(losses, "", flow, batch));
      terms.lastFlow().ifPresent(flow -> flow(losses, "_last", flow, batch));
      terms.flow().ifPresent(flow -> denseFlow(losses, "_first", flow, batch));
      terms.lastFlow().ifPresent(flow -> denseFlow(losses, "_last", flow, batch));
      if (stage == Stage.MOTION) {
        return;
      }
      if (weights.has(LossTerm.CODES)) {
        network.encodeDriving(batch.driving(), terms);
      }
      losses.drew(output);
      losses.add(LossTerm.PIXEL, pyramid(output, batch));
      terms.fromSmallest().ifPresent(small -> fromSmallest(losses, small, batch));
      terms.drawn().ifPresent(drawn -> drawn(losses, drawn, terms, batch));
      compared(output, batch).ifPresent(term -> losses.add(LossTerm.PERCEPTUAL, term));
      terms.consistency().ifPresent(term -> losses.add(LossTerm.CONSISTENCY, term));
      addAll(losses, LossTerm.CODES, "_motion", terms.motionCodes());
      addAll(losses, LossTerm.CODES, "_appearance", terms.appearanceCodes());
      addAll(losses, LossTerm.REBUILT_FLOW, "", terms.rebuiltFlows());
    }
  }

  private void fromSmallest(Losses losses, NDArray small, TrainingBatch batch) {
    losses.add(LossTerm.FROM_SMALLEST, pyramid(small, batch));
    compared(small, batch)
        .map(term -> kernels.times(term, FROM_SMALLEST_SHARE))
        .ifPresent(term -> losses.add(LossTerm.PERCEPTUAL, "_from_smallest", term));
  }

  /** A picture that should be the driving image and that, if there is a network to compare by. */
  private Optional<NDArray> compared(NDArray picture, TrainingBatch batch) {
    return perceptual
        .filter(pyramid -> weights.has(LossTerm.PERCEPTUAL))
        .map(pyramid -> pyramid.loss(picture, batch.driving()));
  }

  /** Teaches the decoder, and the occlusion map to leave to it what the warped source lacks. */
  private void drawn(Losses losses, NDArray drawn, TrainingTerms terms, TrainingBatch batch) {
    double range = 255 * network.pixelRange().scale();
    losses.add(LossTerm.DRAWN, pyramid(drawn, batch));
    losses.add(
        LossTerm.VISIBLE,
        kernels.call(
            "visible_loss",
            terms.visible().orElseThrow(),
            terms.warped().orElseThrow(),
            batch.driving(),
            SAME * range,
            DIFFERENT * range));
  }

  private void flow(Losses losses, String place, NDArray flow, TrainingBatch batch) {
    if (weights.has(LossTerm.FLOW)) {
      NDArray fetched = kernels.call("flow_at", flow, batch.meshDriving().positions());
      NDArray wanted = batch.meshSource().positions();
      NDArray known = batch.meshSource().known().mul(batch.meshDriving().known());
      losses.add(LossTerm.FLOW, place, kernels.call("known_distance", fetched, wanted, known));
      List<NDArray> shapes =
          MeshPart.tensors(execution).stream()
              .map(part -> shape(fetched, wanted, known, part))
              .toList();
      addAll(losses, LossTerm.EXPRESSION, place, shapes);
    }
  }

  private void denseFlow(Losses losses, String place, NDArray flow, TrainingBatch batch) {
    batch
        .denseFlow()
        .ifPresent(
            wanted ->
                losses.add(
                    LossTerm.DENSE_FLOW,
                    place,
                    kernels.call("dense_flow_loss", flow, wanted.positions(), wanted.trusted())));
  }

  private static void addAll(Losses losses, LossTerm loss, String place, List<NDArray> values) {
    values.stream().reduce(NDArray::add).ifPresent(sum -> losses.add(loss, place, sum));
  }

  /** Listens to one run of the network; the caller closes it. */
  TrainingTerms terms() {
    return new TrainingTerms(kernels, weights, consistency);
  }

  /** The source under the first flow: as the network made it, or made here, its border extended. */
  Optional<NDArray> warped(NDArray source, TrainingTerms terms) {
    return terms
        .warped()
        .or(
            () ->
                terms
                    .flow()
                    .map(
                        flow -> {
                          int height = (int) source.getShape().get(2);
                          int width = (int) source.getShape().get(3);
                          NDArray grid = kernels.resizeGrid(flow, height, width, true);
                          return kernels.gridSample(source, kernels.call("within", grid), true);
                        }));
  }

  private NDArray pyramid(NDArray output, TrainingBatch batch) {
    return kernels.call("pixel_pyramid", output, batch.driving(), batch.emphasis(), PYRAMID_LEVELS);
  }

  private void landmarks(Losses losses, String where, NDArray found, KnownKeypoints wanted) {
    if (weights.has(LossTerm.LANDMARKS)) {
      losses.add(
          LossTerm.LANDMARKS,
          "_" + where,
          kernels.call("known_distance", found, wanted.positions(), wanted.known()));
      List<NDArray> shapes =
          wanted.parts(execution).stream()
              .map(part -> shape(found, wanted.positions(), wanted.known(), part))
              .toList();
      addAll(losses, LossTerm.LANDMARK_SHAPE, "_" + where, shapes);
    }
  }

  private NDArray shape(NDArray found, NDArray wanted, NDArray known, NDArray part) {
    return kernels.call("shape_distance", found, wanted, known, part);
  }

  private void equivariance(
      Losses losses, RandomTransform transform, KeypointTensors seen, KeypointTensors moved) {
    Equivariance equivariance = Equivariance.of(kernels, transform, seen, moved);
    losses.add(LossTerm.EQUIVARIANCE_VALUE, equivariance.value());
    losses.add(LossTerm.EQUIVARIANCE_JACOBIAN, equivariance.jacobian());
  }

  private static KeypointTensors rows(KeypointTensors all, long from, long to) {
    String slice = from + ":" + to;
    return new KeypointTensors(all.values().get(slice), all.jacobians().get(slice));
  }
}
