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

/** Flink serializer of {@link SessionCommand}. */
public final class SessionCommandSerializer extends VersionedSerializer<SessionCommand> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public SessionCommandSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(SessionCommand record, DataOutputView out) throws IOException {
    out.writeUTF(record.sourceId());
    out.writeUTF(record.kind().name());
    out.writeLong(record.revision());
    new SessionSerializer().serialize(record.session(), out);
  }

  @Override
  protected SessionCommand read(int storedVersion, DataInputView in) throws IOException {
    return new SessionCommand(
        in.readUTF(),
        SessionCommand.Kind.valueOf(in.readUTF()),
        in.readLong(),
        new SessionSerializer().deserialize(in));
  }

  @Override
  public TypeSerializerSnapshot<SessionCommand> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionCommand> {
    public Snapshot() {
      super(SessionCommandSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<SessionCommand> {
    @Override
    public TypeInformation<SessionCommand> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(SessionCommand.class, new SessionCommandSerializer());
    }
  }
}
