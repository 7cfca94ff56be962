package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;

/**
 * What flows are made of: where keypoints are frozen, what the second look at the face finds behind
 * them, as inference takes it; where the detector learns, what it found itself.
 *
 * @param frozenKeypoints whether the detector learns in the keypoints' own stage alone
 */
record SecondLook(Network network, boolean frozenKeypoints) {
  /** Keypoints of images on which {@code found} was found at first. */
  KeypointTensors at(NDArray images, KeypointTensors found) {
    return network
        .faceDetail()
        .filter(detail -> frozenKeypoints)
        .map(detail -> detail.refine(images, found.values()).stopGradient())
        .map(values -> new KeypointTensors(values, found.jacobians()))
        .orElse(found);
  }

  /** Keypoints of images on which none was looked for yet. */
  KeypointTensors detect(NDArray images) {
    KeypointTensors found = network.detect(images, Tap.NONE);
    return frozenKeypoints ? at(images, found.withoutGradient()) : found;
  }
}
