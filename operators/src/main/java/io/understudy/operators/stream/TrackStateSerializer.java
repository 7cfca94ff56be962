package io.understudy.operators.stream;

import io.understudy.connectors.contract.RecordTypeInformation;
import io.understudy.connectors.contract.SessionSerializer;
import io.understudy.connectors.contract.VersionedSerializer;
import io.understudy.model.MotionTrack;
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

/** Flink serializer of {@link TrackState}. */
public final class TrackStateSerializer extends VersionedSerializer<TrackState> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;

  public TrackStateSerializer() {
    super(VERSION);
  }

  @Override
  protected void write(TrackState record, DataOutputView out) throws IOException {
    new SessionSerializer().serialize(record.session(), out);
    out.writeLong(record.revision());
    out.writeLong(record.sourceVersion());
    out.writeUTF(record.features().model().preset());
    out.writeUTF(record.features().model().weightsId());
    out.writeUTF(record.features().featuresId());
    out.writeLong(record.last().epoch());
    out.writeLong(record.last().sequence());
    StreamMotionBytes.write(record.motion(), out);
  }

  @Override
  protected TrackState read(int storedVersion, DataInputView in) throws IOException {
    return new TrackState(
        new SessionSerializer().deserialize(in),
        in.readLong(),
        in.readLong(),
        new FeatureKey(new ModelKey(in.readUTF(), in.readUTF()), in.readUTF()),
        new FramePosition(in.readLong(), in.readLong()),
        storedVersion == 1 ? readBaseline(in) : StreamMotionBytes.read(in));
  }

  /** All that the first version kept of a motion. */
  private static StreamMotion.State readBaseline(DataInputView in) throws IOException {
    MotionTrack.State keypoints =
        new MotionTrack.State(StreamMotionBytes.readKeypoints(in), null, null);
    return new StreamMotion.State(keypoints, null, null);
  }

  @Override
  public TypeSerializerSnapshot<TrackState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Snapshot of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TrackState> {
    public Snapshot() {
      super(TrackStateSerializer::new);
    }
  }

  /** Tells Flink's type extraction of this serializer. */
  public static final class Factory extends TypeInfoFactory<TrackState> {
    @Override
    public TypeInformation<TrackState> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> none) {
      return new RecordTypeInformation<>(TrackState.class, new TrackStateSerializer());
    }
  }
}
