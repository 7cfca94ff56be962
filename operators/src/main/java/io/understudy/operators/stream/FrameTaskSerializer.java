package io.understudy.operators.stream;

import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Passes tasks by reference and refuses to write them: they hold device memory. */
final class FrameTaskSerializer extends TypeSerializerSingleton<FrameTask> {
  static final FrameTaskSerializer INSTANCE = new FrameTaskSerializer();
  private static final long serialVersionUID = 1;

  private FrameTaskSerializer() {}

  @Override
  public FrameTask copy(FrameTask from) {
    return from;
  }

  @Override
  public FrameTask copy(FrameTask from, FrameTask reuse) {
    return from;
  }

  @Override
  public void serialize(FrameTask task, DataOutputView target) {
    throw refused();
  }

  @Override
  public FrameTask deserialize(DataInputView source) {
    throw refused();
  }

  @Override
  public FrameTask deserialize(FrameTask reuse, DataInputView source) {
    throw refused();
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) {
    throw refused();
  }

  @Override
  public TypeSerializerSnapshot<FrameTask> snapshotConfiguration() {
    throw refused();
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException(
        "frame tasks hold device memory and cannot be serialised: chain reenact behind stream-session (same parallelism, chaining enabled)");
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public FrameTask createInstance() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }
}
