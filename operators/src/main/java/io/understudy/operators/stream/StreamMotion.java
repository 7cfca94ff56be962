package io.understudy.operators.stream;

import io.understudy.connectors.contract.Session;
import io.understudy.connectors.face.FaceTrack;
import io.understudy.model.MotionTrack;
import io.understudy.model.ScaleCodeTrack;
import io.understudy.operators.SessionDefaults;
import java.util.Objects;
import java.util.Optional;

/**
 * What the frames of one stream advance on their way through the model: the driving face, its
 * keypoints and its scale code.
 *
 * <p>One thread at a time: the inference worker while frames are in flight, the stream's task
 * thread when none is.
 */
public final class StreamMotion {
  private final MotionTrack keypoints;
  private final ScaleCodeTrack scale;
  private final StreamFace face;

  /**
   * What a snapshot keeps.
   *
   * @param scale null before the first scale code
   * @param face null where the face is not followed
   */
  record State(MotionTrack.State keypoints, ScaleCodeTrack.State scale, FaceTrack.State face) {
    /** A stream before its first frame. */
    static final State START = new State(MotionTrack.State.START, null, null);
  }

  private StreamMotion(MotionTrack keypoints, ScaleCodeTrack scale, StreamFace face) {
    this.keypoints = keypoints;
    this.scale = scale;
    this.face = face;
  }

  /** The motion of a stream that continues from {@code state}. */
  static StreamMotion of(Session session, SessionDefaults defaults, State state) {
    return new StreamMotion(
        new MotionTrack(Steadying.mode(session), Steadying.jitter(session), state.keypoints()),
        new ScaleCodeTrack(defaults.scaleSmoothingMillis(session), state.scale()),
        face(session, state.face()));
  }

  private static StreamFace face(Session session, FaceTrack.State state) {
    return session.faceTracking() == null
        ? null
        : StreamFace.following(
            session.faceTracking(), state == null ? FaceTrack.State.START : state);
  }

  /**
   * The motion after a session changed from {@code before} to {@code after}: of keypoints, scale
   * code and face, what keeps its meaning goes on, the rest begins anew.
   */
  StreamMotion change(Session before, Session after, SessionDefaults defaults, boolean sameModel) {
    StreamMotion fresh = of(after, defaults, State.START);
    if (before.delivery() != after.delivery()) {
      return fresh; // the clock is another one, see FrameTask
    }
    boolean sameFace = Objects.equals(before.faceTracking(), after.faceTracking());
    boolean sameKeypoints =
        sameModel && sameFace && before.drivingCrop().equals(after.drivingCrop());
    boolean sameMotion =
        sameKeypoints
            && before.motion() == after.motion()
            && Objects.equals(before.jitterFilter(), after.jitterFilter());
    boolean sameScale =
        sameKeypoints && scale.timeConstantMillis() == fresh.scale.timeConstantMillis();
    boolean sameSource =
        before.sourceId().equals(after.sourceId())
            && before.otherFaces().equals(after.otherFaces());
    return new StreamMotion(
        sameMotion ? keypoints : fresh.keypoints,
        sameScale ? scale : fresh.scale,
        sameFace && face != null ? (sameSource ? face : face.withoutPicture()) : fresh.face);
  }

  /** The same motion of a face that somebody has followed until now. */
  StreamMotion withFace(StreamFace followed) {
    return new StreamMotion(keypoints, scale, followed);
  }

  /** What a snapshot keeps. */
  State state() {
    return new State(
        keypoints.state(), scale.state().orElse(null), face == null ? null : face.state());
  }

  public MotionTrack keypoints() {
    return keypoints;
  }

  public ScaleCodeTrack scale() {
    return scale;
  }

  /** The face that is followed; empty where the crop is fixed. */
  public Optional<StreamFace> face() {
    return Optional.ofNullable(face);
  }
}
