package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * A batch of pairs as tensors of the open scope.
 *
 * @param source images (B, 3, H, W) in the network's range
 * @param driving what the output shall equal, likewise
 * @param emphasis (B, 1, H, W) weight of each pixel
 * @param atSource where keypoints of the sources shall be
 * @param atDriving where those of the driving images shall be
 * @param meshSource landmarks of the sources
 * @param meshDriving landmarks of the driving images
 * @param denseFlow where the flow shall fetch from, for all of the picture; empty where no loss
 *     asks
 */
record TrainingBatch(
    NDArray source,
    NDArray driving,
    NDArray emphasis,
    KnownKeypoints atSource,
    KnownKeypoints atDriving,
    MeshPositions meshSource,
    MeshPositions meshDriving,
    Optional<DenseFlow> denseFlow) {}
