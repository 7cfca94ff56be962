package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;

/** One element of the image encoder or generator: a map in, a map out. */
@FunctionalInterface
interface Block {
  NDArray forward(NDArray x);
}
