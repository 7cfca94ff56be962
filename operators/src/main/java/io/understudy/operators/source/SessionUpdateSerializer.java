package io.understudy.operators.source;

import io.understudy.connectors.contract.RecordTypeInformation;
import io.understudy.connectors.contract.SessionSerializer;
import io.understudy.connectors.contract.VersionedSerializer;
import io.understudy.operators.reenactor.ModelKey;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink serializer of {@link SessionUpdate}. */
public final class SessionUpdateSerializer extends VersionedSerializer<SessionUpdate> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public SessionUpdateSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(SessionUpdate record, DataOutputView out) throws IOException {
    out.writeUTF(record.kind().name());
    out.writeUTF(record.stopReason().name());
    out.writeLong(record.revision());
    new SessionSerializer().serialize(record.session(), out);
    out.writeLong(record.sourceVersion());
    out.writeUTF(record.model().preset());
    out.writeUTF(record.model().weightsId());
    out.writeUTF(record.featuresId());
    out.writeInt(record.features().length);
    out.write(record.features());
  }

  @Override
  protected SessionUpdate read(int storedVersion, DataInputView in) throws IOException {
    return new SessionUpdate(
        SessionUpdate.Kind.valueOf(in.readUTF()),
        StopReason.valueOf(in.readUTF()),
        in.readLong(),
        new SessionSerializer().deserialize(in),
        in.readLong(),
        new ModelKey(in.readUTF(), in.readUTF()),
        in.readUTF(),
        readFeatures(in));
  }

  private static byte[] readFeatures(DataInputView in) throws IOException {
    byte[] features = new byte[in.readInt()];
    in.readFully(features);
    return features;
  }

  @Override
  public TypeSerializerSnapshot<SessionUpdate> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionUpdate> {
    public Snapshot() {
      super(SessionUpdateSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<SessionUpdate> {
    @Override
    public TypeInformation<SessionUpdate> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(SessionUpdate.class, new SessionUpdateSerializer());
    }
  }
}
