package io.understudy.connectors.contract;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink serializer of {@link KafkaRecord}. */
public final class KafkaRecordSerializer extends VersionedSerializer<KafkaRecord> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public KafkaRecordSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(KafkaRecord record, DataOutputView out) throws IOException {
    Bytes.writeOrigin(record.origin(), out);
    out.writeLong(record.timestampMillis());
    Bytes.writeArray(record.key(), out);
    Bytes.writeArray(record.value(), out);
  }

  @Override
  protected KafkaRecord read(int storedVersion, DataInputView in) throws IOException {
    return new KafkaRecord(
        Bytes.readOrigin(in), in.readLong(), Bytes.readArray(in), Bytes.readArray(in));
  }

  @Override
  public TypeSerializerSnapshot<KafkaRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KafkaRecord> {
    public Snapshot() {
      super(KafkaRecordSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<KafkaRecord> {
    @Override
    public TypeInformation<KafkaRecord> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(KafkaRecord.class, new KafkaRecordSerializer());
    }
  }
}
