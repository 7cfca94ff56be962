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

/** Flink serializer of {@link DeadLetter}. */
public final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public DeadLetterSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(DeadLetter record, DataOutputView out) throws IOException {
    out.writeUTF(record.streamId());
    out.writeUTF(record.reason().name());
    Bytes.writeOrigin(record.origin(), out);
    Bytes.write(record.payload(), out);
    Bytes.writeArray(record.message().getBytes(UTF_8), out);
  }

  @Override
  protected DeadLetter read(int storedVersion, DataInputView in) throws IOException {
    return new DeadLetter(
        in.readUTF(),
        DeadLetter.Reason.valueOf(in.readUTF()),
        Bytes.readOrigin(in),
        Bytes.read(in),
        new String(Bytes.readArray(in), UTF_8));
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
    public Snapshot() {
      super(DeadLetterSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<DeadLetter> {
    @Override
    public TypeInformation<DeadLetter> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(DeadLetter.class, new DeadLetterSerializer());
    }
  }
}
