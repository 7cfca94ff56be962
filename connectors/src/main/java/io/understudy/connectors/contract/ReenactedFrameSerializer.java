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

/** Flink serializer of {@link ReenactedFrame}. */
public final class ReenactedFrameSerializer extends VersionedSerializer<ReenactedFrame> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  public ReenactedFrameSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(ReenactedFrame record, DataOutputView out) throws IOException {
    out.writeUTF(record.streamId());
    out.writeLong(record.epoch());
    out.writeLong(record.sequence());
    out.writeLong(record.captureEpochMicros());
    out.writeLong(record.presentationMicros());
    out.writeUTF(record.encoding().name());
    out.writeInt(record.widthPixels());
    out.writeInt(record.heightPixels());
    Bytes.write(record.payload(), out);
    writeTimings(record.timings(), out);
    out.writeUTF(record.sourceId());
    out.writeLong(record.sourceVersion());
    out.writeUTF(record.preset());
    out.writeUTF(record.weightsId());
    out.writeUTF(record.digitalSourceType());
  }

  @Override
  protected ReenactedFrame read(int storedVersion, DataInputView in) throws IOException {
    return new ReenactedFrame(
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        FrameEncoding.valueOf(in.readUTF()),
        in.readInt(),
        in.readInt(),
        Bytes.read(in),
        readTimings(in),
        in.readUTF(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF());
  }

  private static void writeTimings(StageTimings timings, DataOutputView out) throws IOException {
    out.writeLong(timings.queueMicros());
    out.writeLong(timings.decodeMicros());
    out.writeLong(timings.inferenceMicros());
    out.writeLong(timings.encodeMicros());
    out.writeLong(timings.captureToOutputMicros());
    out.writeInt(timings.batchFrames());
  }

  private static StageTimings readTimings(DataInputView in) throws IOException {
    return new StageTimings(
        in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
  }

  @Override
  public TypeSerializerSnapshot<ReenactedFrame> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReenactedFrame> {
    public Snapshot() {
      super(ReenactedFrameSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<ReenactedFrame> {
    @Override
    public TypeInformation<ReenactedFrame> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(ReenactedFrame.class, new ReenactedFrameSerializer());
    }
  }
}
