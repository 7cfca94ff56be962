package io.understudy.operators.inference;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.face.CascadeFaceDetector;
import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FaceDetector;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.picture.DrivingPicture;
import io.understudy.operators.picture.MeshFaceDetector;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.StreamFace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From a driving frame's bytes to the square of pixels that drives: the session's fixed crop, or
 * the face that its stream follows. One thread, that of the codec, which is borrowed; owns the face
 * detector, which is made when the first stream follows a face.
 */
final class DrivingDecoder implements AutoCloseable {
  private final PictureCodec codec;
  private final Optional<Path> faceNetworks;
  private FaceDetector detector;

  /**
   * @throws IllegalArgumentException if the networks that shall find faces are not there
   */
  DrivingDecoder(PictureCodec codec, LiveOptions options) {
    this.codec = codec;
    faceNetworks =
        Optional.of(options.faceNetworks()).filter(path -> !path.isEmpty()).map(Path::of);
    faceNetworks.ifPresent(MeshFaceDetector::requireNetworks);
  }

  /** Decodes a frame. */
  RgbImage decode(DrivingFrame frame) throws PictureException {
    return codec.decode(
        frame.payload(), frame.encoding(), frame.widthPixels(), frame.heightPixels());
  }

  /**
   * Finds what drives; advances the stream's face.
   *
   * @param taken faces of this picture that others follow
   */
  DrivingPicture view(FrameTask task, RgbImage whole, List<FaceBox> taken) {
    if (task.motion().face().isEmpty()) {
      return DrivingPicture.of(whole, PictureTransform.square(whole, task.session().drivingCrop()));
    }
    StreamFace face = task.motion().face().get();
    return DrivingPicture.of(whole, face.advance(whole, task.motionMicros(), detector(), taken));
  }

  private FaceDetector detector() {
    if (detector == null) {
      detector =
          faceNetworks.<FaceDetector>map(MeshFaceDetector::new).orElseGet(CascadeFaceDetector::new);
    }
    return detector;
  }

  @Override
  public void close() {
    if (detector != null) {
      detector.close();
    }
  }
}
