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

/** Flink serializer of {@link DrivingFrame}. */
public final class DrivingFrameSerializer extends VersionedSerializer<DrivingFrame> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public DrivingFrameSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(DrivingFrame record, DataOutputView out) throws IOException {
    out.writeUTF(record.streamId());
    out.writeLong(record.epoch());
    out.writeLong(record.sequence());
    out.writeLong(record.captureEpochMicros());
    out.writeLong(record.presentationMicros());
    out.writeLong(record.timeToLiveMicros());
    out.writeUTF(record.encoding().name());
    out.writeInt(record.widthPixels());
    out.writeInt(record.heightPixels());
    Bytes.write(record.payload(), out);
    Bytes.writeOrigin(record.origin(), out);
  }

  @Override
  protected DrivingFrame read(int storedVersion, DataInputView in) throws IOException {
    return new DrivingFrame(
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        FrameEncoding.valueOf(in.readUTF()),
        in.readInt(),
        in.readInt(),
        Bytes.read(in),
        Bytes.readOrigin(in));
  }

  @Override
  public TypeSerializerSnapshot<DrivingFrame> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DrivingFrame> {
    public Snapshot() {
      super(DrivingFrameSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<DrivingFrame> {
    @Override
    public TypeInformation<DrivingFrame> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(DrivingFrame.class, new DrivingFrameSerializer());
    }
  }
}
