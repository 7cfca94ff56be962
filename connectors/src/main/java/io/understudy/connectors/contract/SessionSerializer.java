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

/** Flink serializer of {@link Session}. */
public final class SessionSerializer extends VersionedSerializer<Session> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public SessionSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(Session record, DataOutputView out) throws IOException {
    out.writeUTF(record.streamId());
    out.writeUTF(record.sourceId());
    out.writeUTF(record.preset());
    out.writeUTF(record.weightsId());
    out.writeUTF(record.motion().name());
    out.writeUTF(record.delivery().name());
    out.writeLong(record.deadlineMillis());
    Bytes.writeCrop(record.drivingCrop(), out);
    out.writeInt(record.outputSizePixels());
    out.writeBoolean(record.pasteBack());
    out.writeBoolean(record.label());
    out.writeBoolean(record.stopped());
  }

  @Override
  protected Session read(int storedVersion, DataInputView in) throws IOException {
    return new Session(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        MotionMode.valueOf(in.readUTF()),
        DeliveryMode.valueOf(in.readUTF()),
        in.readLong(),
        Bytes.readCrop(in),
        in.readInt(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean());
  }

  @Override
  public TypeSerializerSnapshot<Session> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Session> {
    public Snapshot() {
      super(SessionSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<Session> {
    @Override
    public TypeInformation<Session> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(Session.class, new SessionSerializer());
    }
  }
}
