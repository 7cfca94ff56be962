package io.understudy.operators.source;

import io.understudy.connectors.contract.RecordTypeInformation;
import io.understudy.connectors.contract.SessionSerializer;
import io.understudy.connectors.contract.VersionedSerializer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink serializer of {@link Subscriber}. */
public final class SubscriberSerializer extends VersionedSerializer<Subscriber> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public SubscriberSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(Subscriber record, DataOutputView out) throws IOException {
    new SessionSerializer().serialize(record.session(), out);
    out.writeLong(record.revision());
    out.writeLong(record.leftEpochMillis());
  }

  @Override
  protected Subscriber read(int storedVersion, DataInputView in) throws IOException {
    return new Subscriber(new SessionSerializer().deserialize(in), in.readLong(), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Subscriber> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Subscriber> {
    public Snapshot() {
      super(SubscriberSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<Subscriber> {
    @Override
    public TypeInformation<Subscriber> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(Subscriber.class, new SubscriberSerializer());
    }
  }
}
