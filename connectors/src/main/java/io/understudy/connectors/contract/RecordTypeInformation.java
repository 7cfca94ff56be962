package io.understudy.connectors.contract;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink type of an immutable record with a {@link VersionedSerializer}. */
public final class RecordTypeInformation<T> extends OneFieldType<T> {
  private static final long serialVersionUID = 1L;

  private final VersionedSerializer<T> serializer;

  public RecordTypeInformation(Class<T> type, VersionedSerializer<T> serializer) {
    super(type);
    this.serializer = Objects.requireNonNull(serializer, "serializer");
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig configuration) {
    return serializer;
  }
}
