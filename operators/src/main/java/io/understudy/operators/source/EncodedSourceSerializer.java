package io.understudy.operators.source;

import io.understudy.connectors.contract.RecordTypeInformation;
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

/** Flink serializer of {@link EncodedSource}. */
public final class EncodedSourceSerializer extends VersionedSerializer<EncodedSource> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;

  public EncodedSourceSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(EncodedSource record, DataOutputView out) throws IOException {
    out.writeUTF(record.model().preset());
    out.writeUTF(record.model().weightsId());
    out.writeUTF(record.kind());
    out.writeUTF(record.featuresId());
    out.writeInt(record.features().length);
    out.write(record.features());
  }

  @Override
  protected EncodedSource read(int storedVersion, DataInputView in) throws IOException {
    ModelKey model = new ModelKey(in.readUTF(), in.readUTF());
    String kind = storedVersion == 1 ? model.weightsId() : in.readUTF();
    String featuresId = in.readUTF();
    byte[] features = new byte[in.readInt()];
    in.readFully(features);
    return new EncodedSource(model, kind, featuresId, features);
  }

  @Override
  public TypeSerializerSnapshot<EncodedSource> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedSource> {
    public Snapshot() {
      super(EncodedSourceSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<EncodedSource> {
    @Override
    public TypeInformation<EncodedSource> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(EncodedSource.class, new EncodedSourceSerializer());
    }
  }
}
