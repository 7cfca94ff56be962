package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.Session;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.source.FaceStreams;
import io.understudy.operators.source.SessionUpdate;
import java.util.List;
import java.util.Optional;

/**
 * A running stream in memory: its session, its place in the feed and its motion.
 *
 * <p>Task thread, but for {@link #stopped}, which the inference worker reads. The motion track is
 * the worker's while frames are in flight; {@link #toState} is called only when none is. A stopped
 * track never runs again: a new session makes a new one, so that frames of the old one stay
 * stopped.
 */
public final class StreamTrack {
  private final LiveOptions options;
  private final CoveredFaces covered = new CoveredFaces();
  private Session session;
  private List<String> faceStreams;
  private long revision;
  private long sourceVersion;
  private FeatureKey features;
  private FramePosition last;
  private StreamMotion motion;
  private boolean changed;
  private volatile boolean stopped;

  private StreamTrack(TrackState state, LiveOptions options) {
    this.options = options;
    take(state.session());
    revision = state.revision();
    sourceVersion = state.sourceVersion();
    features = state.features();
    last = state.last();
    motion = StreamMotion.of(session, options.sessionDefaults(), state.motion());
  }

  private void take(Session next) {
    boolean sameFaces =
        session != null
            && session.otherFaces().equals(next.otherFaces())
            && session.delivery() == next.delivery();
    if (!sameFaces) {
      covered.clear();
    }
    session = next;
    faceStreams =
        FaceStreams.ids(next.streamId(), next.otherFaces().size(), options.maxParallelism());
  }

  /** The stream as a snapshot left it. */
  static StreamTrack restore(TrackState state, LiveOptions options) {
    return new StreamTrack(state, options);
  }

  /** A stream that starts with {@code update}. */
  static StreamTrack start(SessionUpdate update, LiveOptions options) {
    StreamTrack track =
        new StreamTrack(
            new TrackState(
                update.session(),
                update.revision(),
                update.sourceVersion(),
                FeatureKey.of(update),
                FramePosition.START,
                StreamMotion.State.START),
            options);
    track.changed = true;
    return track;
  }

  /**
   * Takes new options, a new source or new weights over. Motion goes on where the driving keypoints
   * keep their meaning, see {@link StreamMotion#change}.
   */
  void change(SessionUpdate update) {
    boolean sameModel = update.model().equals(features.model());
    motion = motion.change(session, update.session(), options.sessionDefaults(), sameModel);
    take(update.session());
    revision = update.revision();
    sourceVersion = update.sourceVersion();
    features = FeatureKey.of(update);
    changed = true;
  }

  /**
   * Whether {@code frame} is the stream's next: it then moves the stream on, and a new epoch (a new
   * run of the feed) starts its motion anew.
   */
  boolean advance(DrivingFrame frame) {
    FramePosition position = FramePosition.of(frame);
    if (!position.isBeyond(last)) {
      return false;
    }
    if (position.epoch() != last.epoch() && !last.equals(FramePosition.START)) {
      motion = StreamMotion.of(session, options.sessionDefaults(), StreamMotion.State.START);
      covered.clear();
    }
    last = position;
    changed = true;
    return true;
  }

  /**
   * The task that reenacts {@code frame} with the stream's present session and motion.
   *
   * @param deadlineMicros age at which a live frame is too late, µs
   * @param others what becomes of the session's other faces
   */
  FrameTask task(DrivingFrame frame, FeatureLease lease, long deadlineMicros, OtherFaces others) {
    boolean live = session.delivery() == DeliveryMode.LIVE;
    long expiry = live ? expiry(frame.captureEpochMicros(), deadlineMicros) : Long.MAX_VALUE;
    return new FrameTask(
        frame,
        session,
        sourceVersion,
        this,
        motion,
        lease,
        expiry,
        System.nanoTime(),
        others.tasks(),
        others.covered(),
        null);
  }

  /** A deadline that is as long as can be means never. Capture times are not negative. */
  private static long expiry(long captureEpochMicros, long deadlineMicros) {
    return captureEpochMicros + Math.min(deadlineMicros, Long.MAX_VALUE - captureEpochMicros);
  }

  /**
   * The face at {@code index} of the session's others, which has no source for the next frame, to
   * be covered; empty where the session lets faces pass that it cannot replace.
   */
  Optional<StreamFace> cover(int index) {
    return session.faceTracking().lost() == FaceTracking.Lost.PASS_THROUGH
        ? Optional.empty()
        : Optional.of(covered.cover(index, session.otherFaces().get(index).tracking()));
  }

  /** The face at {@code index} of the session's others is reenacted by {@code stream}. */
  void uncover(int index, StreamTrack stream) {
    covered.uncover(index, stream);
  }

  /** Goes on with a face that somebody has followed until now. */
  void follow(StreamFace face) {
    motion = motion.withFace(face);
    changed = true;
  }

  /** The face that is followed; empty where the crop is fixed. */
  Optional<StreamFace> face() {
    return motion.face();
  }

  /** Ends the stream, for frames in the queue too. */
  void stop() {
    stopped = true;
  }

  /** Whether nothing may be reenacted for this stream any more. Any thread. */
  public boolean stopped() {
    return stopped;
  }

  Session session() {
    return session;
  }

  /** Ids of the streams of the session's other faces. */
  List<String> faceStreams() {
    return faceStreams;
  }

  long revision() {
    return revision;
  }

  long sourceVersion() {
    return sourceVersion;
  }

  FeatureKey features() {
    return features;
  }

  /** Whether anything happened since the last {@link #toState}. */
  boolean changed() {
    return changed;
  }

  /** What a snapshot keeps; no frame may be in flight. */
  TrackState toState() {
    changed = false;
    return new TrackState(session, revision, sourceVersion, features, last, motion.state());
  }
}
