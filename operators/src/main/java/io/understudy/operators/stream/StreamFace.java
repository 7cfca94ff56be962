package io.understudy.operators.stream;

import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FaceDetector;
import io.understudy.connectors.face.FaceTrack;
import io.understudy.connectors.face.FaceView;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.picture.OutputPicture.Encoded;
import java.util.List;
import java.util.Optional;

/**
 * The driving face of one stream that follows it, and the last picture that it gave, which is shown
 * while the face is lost. The picture is not part of a snapshot: after a restart a lost face shows
 * a slate.
 *
 * <p>One thread at a time, as {@link StreamMotion}.
 */
public final class StreamFace {
  private final FaceTrack track;
  private Encoded lastPicture;
  private FrameTask lastTask;

  private StreamFace(FaceTrack track) {
    this.track = track;
  }

  /** The face that {@code tracking} describes, from {@code state} on. */
  static StreamFace following(FaceTracking tracking, FaceTrack.State state) {
    return new StreamFace(new FaceTrack(Steadying.face(tracking), state));
  }

  /** The same face for another source, whose pictures are other ones. */
  StreamFace withoutPicture() {
    return new StreamFace(track);
  }

  FaceTrack.State state() {
    return track.state();
  }

  /**
   * Takes one frame and says what to do with it.
   *
   * @param motionMicros the frame's time, see {@link FrameTask#motionMicros}
   * @param detector borrowed for the call
   * @param taken faces of this frame that others follow
   */
  public FaceView advance(
      RgbImage image, long motionMicros, FaceDetector detector, List<FaceBox> taken) {
    return track.advance(image, motionMicros, detector, taken);
  }

  /** Where the face is, empty while there is none. */
  public Optional<FaceBox> box() {
    return track.face();
  }

  /** Keeps a reenacted picture of {@code task} for the time when there is no face. */
  public void remember(Encoded picture, FrameTask task) {
    lastPicture = picture;
    lastTask = task;
  }

  /** The last reenacted picture; empty where there has been none that may still be shown. */
  public Optional<Encoded> lastPicture() {
    return Optional.ofNullable(lastPicture).filter(picture -> !lastTask.stopped());
  }
}
