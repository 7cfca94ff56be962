package io.understudy.model.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file format of {@code torch.save}: one pickled object and the storages that it refers to. */
interface CheckpointContainer extends Closeable {
  /** The pickled object, with {@link PickledTensor}s in it. */
  Object root();

  /**
   * All elements of a storage.
   *
   * @throws WeightsException if the file does not hold as many as it states
   */
  ByteBuffer read(PickledStorage storage) throws IOException;
}
