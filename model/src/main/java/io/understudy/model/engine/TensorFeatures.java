package io.understudy.model.engine;

import ai.djl.ndarray.NDArray;
import io.understudy.model.Keypoints;
import io.understudy.model.SourceFeatures;
import io.understudy.model.kernel.Execution;
import io.understudy.model.network.SourceMaps;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;

/** A source's features on the device of one reenactor. */
final class TensorFeatures implements SourceFeatures {
  private final String weightsId;
  private final Execution execution;
  private final SourceMaps maps;
  private final Keypoints keypoints;
  private final long nativeBytes;
  private final AtomicBoolean closed = new AtomicBoolean();

  TensorFeatures(Execution execution, String weightsId, SourceMaps maps, Keypoints keypoints) {
    this.execution = execution;
    this.weightsId = weightsId;
    this.maps = maps;
    this.keypoints = keypoints;
    // DJL keeps a tensor's shape and type once they were asked for: whoever counts bytes reads no
    // freed tensor when these are closed meanwhile.
    this.nativeBytes = maps.maps().values().stream().mapToLong(Execution::bytes).sum();
  }

  Keypoints keypoints() {
    return keypoints;
  }

  /** The maps, one row. */
  SourceMaps maps() {
    if (closed.get()) {
      throw new IllegalStateException("these source features are closed: encode the source again");
    }
    return maps;
  }

  String weightsId() {
    return weightsId;
  }

  @Override
  public long nativeBytes() {
    return nativeBytes;
  }

  @Override
  public byte[] toBytes() {
    Lock shared = execution.use().readLock();
    shared.lock();
    try {
      return new FeatureFormat(execution).write(weightsId, maps(), keypoints);
    } finally {
      shared.unlock();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      maps.maps().values().forEach(NDArray::close);
    }
  }
}
