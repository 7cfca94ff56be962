package io.understudy.operators.stream;

import io.understudy.connectors.contract.OneFieldType;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type of {@link FrameTask}s, which may only pass between chained operators. */
public final class FrameTaskTypeInfo extends OneFieldType<FrameTask> {
  private static final long serialVersionUID = 1;

  /** The type. */
  public FrameTaskTypeInfo() {
    super(FrameTask.class);
  }

  @Override
  public TypeSerializer<FrameTask> createSerializer(SerializerConfig config) {
    return FrameTaskSerializer.INSTANCE;
  }
}
