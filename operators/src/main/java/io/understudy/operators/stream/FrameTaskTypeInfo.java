package io.understudy.operators.stream;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type of {@link FrameTask}s, which may only pass between chained operators. */
public final class FrameTaskTypeInfo extends TypeInformation<FrameTask> {
  private static final long serialVersionUID = 1;

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<FrameTask> getTypeClass() {
    return FrameTask.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<FrameTask> createSerializer(SerializerConfig config) {
    return FrameTaskSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "FrameTask";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameTaskTypeInfo;
  }

  @Override
  public int hashCode() {
    return FrameTaskTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof FrameTaskTypeInfo;
  }
}
