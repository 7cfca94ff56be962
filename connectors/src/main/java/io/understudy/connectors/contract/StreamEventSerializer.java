package io.understudy.connectors.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink serializer of {@link StreamEvent}. */
public final class StreamEventSerializer extends VersionedSerializer<StreamEvent> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public StreamEventSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(StreamEvent record, DataOutputView out) throws IOException {
    out.writeUTF(record.streamId());
    out.writeUTF(record.kind().name());
    out.writeUTF(record.sourceId());
    out.writeLong(record.count());
    Bytes.writeArray(record.detail().getBytes(UTF_8), out);
    out.writeLong(record.epochMicros());
  }

  @Override
  protected StreamEvent read(int storedVersion, DataInputView in) throws IOException {
    return new StreamEvent(
        in.readUTF(),
        StreamEvent.Kind.valueOf(in.readUTF()),
        in.readUTF(),
        in.readLong(),
        new String(Bytes.readArray(in), UTF_8),
        in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<StreamEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StreamEvent> {
    public Snapshot() {
      super(StreamEventSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<StreamEvent> {
    @Override
    public TypeInformation<StreamEvent> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(StreamEvent.class, new StreamEventSerializer());
    }
  }
}
