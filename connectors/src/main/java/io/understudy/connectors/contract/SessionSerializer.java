package io.understudy.connectors.contract;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
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
  private static final int VERSION = 3;

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
    writeFilter(record.jitterFilter(), out);
    out.writeLong(record.scaleSmoothingMillis());
    writeTracking(record.faceTracking(), out);
    out.writeInt(record.otherFaces().size());
    for (OtherFace face : record.otherFaces()) {
      out.writeUTF(face.sourceId());
      writeTracking(face.tracking(), out);
    }
  }

  private static void writeFilter(JitterFilter filter, DataOutputView out) throws IOException {
    out.writeBoolean(filter != null);
    if (filter != null) {
      out.writeDouble(filter.restingCutoffHertz());
      out.writeDouble(filter.cutoffPerSpeed());
      out.writeDouble(filter.speedCutoffHertz());
    }
  }

  private static void writeTracking(FaceTracking tracking, DataOutputView out) throws IOException {
    out.writeBoolean(tracking != null);
    if (tracking != null) {
      out.writeUTF(tracking.choice().name());
      out.writeDouble(tracking.x());
      out.writeDouble(tracking.y());
      out.writeInt(tracking.index());
      out.writeUTF(tracking.lost().name());
      out.writeDouble(tracking.smallestShare());
    }
  }

  @Override
  protected Session read(int storedVersion, DataInputView in) throws IOException {
    Session plain = readPlain(in);
    if (storedVersion == 1) {
      return plain;
    }
    Session steadied = plain.steadied(readFilter(in), in.readLong(), readTracking(in));
    return storedVersion == 2 ? steadied : steadied.withOtherFaces(readOthers(in));
  }

  private static List<OtherFace> readOthers(DataInputView in) throws IOException {
    OtherFace[] faces = new OtherFace[in.readInt()];
    for (int i = 0; i < faces.length; i++) {
      faces[i] = new OtherFace(in.readUTF(), readTracking(in));
    }
    return List.of(faces);
  }

  private static Session readPlain(DataInputView in) throws IOException {
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

  private static JitterFilter readFilter(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new JitterFilter(in.readDouble(), in.readDouble(), in.readDouble())
        : null;
  }

  private static FaceTracking readTracking(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new FaceTracking(
            FaceTracking.Choice.valueOf(in.readUTF()),
            in.readDouble(),
            in.readDouble(),
            in.readInt(),
            FaceTracking.Lost.valueOf(in.readUTF()),
            in.readDouble())
        : null;
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
