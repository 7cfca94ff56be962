package io.understudy.it;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.ScaleCodeTrack;
import io.understudy.model.SourceFeatures;
import io.understudy.pipeline.PresetReenactorLoader;
import java.util.List;

/** The same model as the job's, called without the job: one source, one frame at a time. */
final class DirectModel implements AutoCloseable {
  private final Rig rig;
  private final Reenactor reenactor;
  private final SourceFeatures features;

  /** Encodes a portrait as the job does: through the bytes that its state keeps. */
  DirectModel(Rig rig, int sourceSeed) {
    this(rig, sourceSeed, TinyModel.PRESET.name());
  }

  /** As above with another preset of the job. */
  DirectModel(Rig rig, int sourceSeed, String preset) {
    this.rig = rig;
    this.reenactor = PresetReenactorLoader.of(rig.configuration().model()).load(preset, "");
    Picture portrait = toModel(rig.pictures().decode(rig.pictures().portrait(sourceSeed)));
    try (SourceFeatures encoded = reenactor.encode(portrait)) {
      this.features = reenactor.restore(encoded.toBytes());
    }
  }

  /** The picture that belongs to a driving frame with absolute motion, before it is encoded. */
  RgbImage reenact(ByteString drivingJpeg) {
    return reenact(drivingJpeg, new MotionTrack(MotionMode.ABSOLUTE, null));
  }

  /** As above as the next frame of a stream. */
  RgbImage reenact(ByteString drivingJpeg, MotionTrack motion) {
    return reenact(drivingJpeg, motion, ScaleCodeTrack.off(), 0);
  }

  /** As above with the stream's scale codes; capture time in microseconds since 1970. */
  RgbImage reenact(
      ByteString drivingJpeg, MotionTrack motion, ScaleCodeTrack scale, long captureEpochMicros) {
    Picture driving = toModel(rig.pictures().decode(drivingJpeg));
    DrivenFrame frame = new DrivenFrame(features, driving, motion, scale, captureEpochMicros);
    Picture result = reenactor.reenact(List.of(frame)).get(0);
    return new RgbImage(result.widthPixels(), result.heightPixels(), result.rgb());
  }

  String weightsId() {
    return reenactor.weightsId();
  }

  @Override
  public void close() {
    features.close();
    reenactor.close();
  }

  private static Picture toModel(RgbImage image) {
    return new Picture(image.widthPixels(), image.heightPixels(), image.rgb());
  }
}
