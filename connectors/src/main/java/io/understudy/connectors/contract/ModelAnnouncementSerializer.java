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

/** Flink serializer of {@link ModelAnnouncement}. */
public final class ModelAnnouncementSerializer extends VersionedSerializer<ModelAnnouncement> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public ModelAnnouncementSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(ModelAnnouncement record, DataOutputView out) throws IOException {
    out.writeUTF(record.preset());
    out.writeUTF(record.weightsId());
    out.writeUTF(record.location());
    out.writeUTF(record.sha256());
  }

  @Override
  protected ModelAnnouncement read(int storedVersion, DataInputView in) throws IOException {
    return new ModelAnnouncement(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
  }

  @Override
  public TypeSerializerSnapshot<ModelAnnouncement> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ModelAnnouncement> {
    public Snapshot() {
      super(ModelAnnouncementSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<ModelAnnouncement> {
    @Override
    public TypeInformation<ModelAnnouncement> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(
          ModelAnnouncement.class, new ModelAnnouncementSerializer());
    }
  }
}
