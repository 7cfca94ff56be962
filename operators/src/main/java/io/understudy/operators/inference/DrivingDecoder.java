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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a driving frame's bytes to the square of pixels that drives: the session's fixed crop, or
 * the face that its stream follows. One thread, that of the codec, which is borrowed; owns the
 * streams' H.264 decoders and the face detector, which is made when the first stream follows a
 * face.
 */
final class DrivingDecoder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DrivingDecoder.class);

  private final PictureCodec codec;
  private final StreamDecoders decoders;
  private final Optional<Path> faceNetworks;
  private FaceDetector detector;

  /**
   * @throws IllegalArgumentException if the networks that shall find faces are not there
   */
  DrivingDecoder(PictureCodec codec, LiveOptions options) {
    this.codec = codec;
    decoders = new StreamDecoders(options.picture().bounds(), System::nanoTime);
    faceNetworks =
        Optional.of(options.faceNetworks()).filter(path -> !path.isEmpty()).map(Path::of);
    faceNetworks.ifPresent(MeshFaceDetector::requireNetworks);
  }

  /** A batch begins. */
  void begin() {
    decoders.releaseStopped();
  }

  /**
   * Decodes the frame of a task.
   *
   * @return empty where its predecessor was not decoded, without which it cannot be
   */
  Optional<RgbImage> decode(FrameTask task) throws PictureException {
    if (task.referredTo()) {
      return decoders.decode(task);
    }
    DrivingFrame frame = task.frame();
    return Optional.of(
        codec.decode(frame.payload(), frame.encoding(), frame.widthPixels(), frame.heightPixels()));
  }

  /**
   * Decodes a frame that is not reenacted but referred to; one that is broken ends the sequence.
   */
  void decodeForOthers(FrameTask task) {
    try {
      decoders.decode(task);
    } catch (PictureException broken) {
      LOG.debug(
          "A frame that was given up is broken too; its stream waits for a key picture.", broken);
    }
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

  /**
   * Advances a face that drives nothing.
   *
   * @param taken faces of this picture that others follow
   * @return where it is, empty where it is not there
   */
  Optional<FaceBox> find(StreamFace face, FrameTask task, RgbImage whole, List<FaceBox> taken) {
    face.advance(whole, task.motionMicros(), detector(), taken);
    return face.box();
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
    decoders.close();
    if (detector != null) {
      detector.close();
    }
  }
}
