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

/** Flink serializer of {@link Source}. */
public final class SourceSerializer extends VersionedSerializer<Source> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public SourceSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(Source record, DataOutputView out) throws IOException {
    out.writeUTF(record.sourceId());
    out.writeLong(record.version());
    Bytes.write(record.portrait(), out);
    Bytes.writeCrop(record.crop(), out);
    writeConsent(record.consent(), out);
    out.writeBoolean(record.withdrawn());
  }

  @Override
  protected Source read(int storedVersion, DataInputView in) throws IOException {
    return new Source(
        in.readUTF(),
        in.readLong(),
        Bytes.read(in),
        Bytes.readCrop(in),
        readConsent(in),
        in.readBoolean());
  }

  private static void writeConsent(Consent consent, DataOutputView out) throws IOException {
    out.writeBoolean(consent != null);
    if (consent != null) {
      out.writeUTF(consent.subject());
      out.writeUTF(consent.scope());
      out.writeLong(consent.expiresEpochMillis());
      out.writeUTF(consent.reference());
    }
  }

  private static Consent readConsent(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new Consent(in.readUTF(), in.readUTF(), in.readLong(), in.readUTF())
        : null;
  }

  @Override
  public TypeSerializerSnapshot<Source> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Source> {
    public Snapshot() {
      super(SourceSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<Source> {
    @Override
    public TypeInformation<Source> createTypeInfo(Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(Source.class, new SourceSerializer());
    }
  }
}
