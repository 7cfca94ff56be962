package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;

/** A part of the trunk that takes one map and gives one. */
interface InceptionStep {
  NDArray forward(NDArray x);
}
