package io.understudy.operators.stream;

import io.understudy.connectors.face.FaceDetector;
import io.understudy.connectors.face.FaceTrack;
import io.understudy.connectors.face.FaceView;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.picture.OutputPicture.Encoded;
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

  StreamFace(FaceTrack track) {
    this.track = track;
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
   */
  public FaceView advance(RgbImage image, long motionMicros, FaceDetector detector) {
    return track.advance(image, motionMicros, detector);
  }

  /** Keeps a reenacted picture for the time when there is no face. */
  public void remember(Encoded picture) {
    lastPicture = picture;
  }

  /** The last reenacted picture; empty where there has been none. */
  public Optional<Encoded> lastPicture() {
    return Optional.ofNullable(lastPicture);
  }
}
