package io.understudy.operators.stream;

import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FacePatch;
import io.understudy.connectors.face.FaceTrack;
import io.understudy.connectors.face.SmoothCrop;
import io.understudy.model.BestBaseline;
import io.understudy.model.Keypoints;
import io.understudy.model.MotionTrack;
import io.understudy.model.OneEuroFilter;
import io.understudy.model.ScaleCodeTrack;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A stream's motion as bytes of a snapshot, in the second version of {@link TrackState}. */
final class StreamMotionBytes {
  private StreamMotionBytes() {}

  static void write(StreamMotion.State state, DataOutputView out) throws IOException {
    writeKeypoints(state.keypoints().baseline(), out);
    writeBest(state.keypoints().best(), out);
    writeFilter(state.keypoints().filter(), out);
    writeScale(state.scale(), out);
    writeFace(state.face(), out);
  }

  static StreamMotion.State read(DataInputView in) throws IOException {
    MotionTrack.State keypoints =
        new MotionTrack.State(readKeypoints(in), readBest(in), readFilter(in));
    return new StreamMotion.State(keypoints, readScale(in), readFace(in));
  }

  private static void writeKeypoints(Keypoints keypoints, DataOutputView out) throws IOException {
    out.writeBoolean(keypoints != null);
    if (keypoints != null) {
      writeFloats(keypoints.values(), out);
      writeFloats(keypoints.jacobians(), out);
    }
  }

  /** Also how the first version stored a baseline. */
  static Keypoints readKeypoints(DataInputView in) throws IOException {
    return in.readBoolean() ? new Keypoints(readFloats(in), readFloats(in)) : null;
  }

  private static void writeBest(BestBaseline best, DataOutputView out) throws IOException {
    out.writeBoolean(best != null);
    if (best != null) {
      writeKeypoints(best.best(), out);
      writeKeypoints(best.current(), out);
      out.writeLong(best.captureEpochMicros());
    }
  }

  private static BestBaseline readBest(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new BestBaseline(readKeypoints(in), readKeypoints(in), in.readLong())
        : null;
  }

  private static void writeFilter(OneEuroFilter.State filter, DataOutputView out)
      throws IOException {
    out.writeBoolean(filter != null);
    if (filter != null) {
      writeFloats(filter.values(), out);
      writeFloats(filter.speeds(), out);
      out.writeLong(filter.captureEpochMicros());
    }
  }

  private static OneEuroFilter.State readFilter(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new OneEuroFilter.State(readFloats(in), readFloats(in), in.readLong())
        : null;
  }

  private static void writeScale(ScaleCodeTrack.State scale, DataOutputView out)
      throws IOException {
    out.writeBoolean(scale != null);
    if (scale != null) {
      writeFloats(scale.latest(), out);
      writeFloats(scale.smoothed(), out);
      out.writeLong(scale.captureEpochMicros());
    }
  }

  private static ScaleCodeTrack.State readScale(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new ScaleCodeTrack.State(readFloats(in), readFloats(in), in.readLong())
        : null;
  }

  private static void writeFace(FaceTrack.State face, DataOutputView out) throws IOException {
    out.writeBoolean(face != null);
    if (face != null) {
      out.writeBoolean(face.face() != null);
      if (face.face() != null) {
        writePlace(face, out);
      }
      out.writeBoolean(face.everSeen());
      out.writeLong(face.detectedEpochMicros());
      out.writeLong(face.searchedEpochMicros());
      out.writeLong(face.captureEpochMicros());
    }
  }

  private static void writePlace(FaceTrack.State face, DataOutputView out) throws IOException {
    out.writeDouble(face.face().centreX());
    out.writeDouble(face.face().centreY());
    out.writeDouble(face.face().side());
    out.writeDouble(face.face().score());
    out.write(face.patch().grey());
    out.writeDouble(face.crop().centreX());
    out.writeDouble(face.crop().centreY());
    out.writeDouble(face.crop().side());
    out.writeBoolean(face.crop().gliding());
  }

  private static FaceTrack.State readFace(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    FaceBox face = null;
    FacePatch patch = null;
    SmoothCrop crop = null;
    if (in.readBoolean()) {
      face = new FaceBox(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
      patch = readPatch(in);
      crop = new SmoothCrop(in.readDouble(), in.readDouble(), in.readDouble(), in.readBoolean());
    }
    return new FaceTrack.State(
        face, patch, crop, in.readBoolean(), in.readLong(), in.readLong(), in.readLong());
  }

  private static FacePatch readPatch(DataInputView in) throws IOException {
    byte[] grey = new byte[FacePatch.SIDE * FacePatch.SIDE];
    in.readFully(grey);
    return new FacePatch(grey);
  }

  private static void writeFloats(float[] values, DataOutputView out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] readFloats(DataInputView in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
