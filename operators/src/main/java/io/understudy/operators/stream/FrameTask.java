package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Session;
import io.understudy.operators.metric.DropReason;
import java.util.List;
import java.util.Optional;

/**
 * One driving frame with everything that its reenactment needs, handed from stream-session to
 * reenact by reference: it holds device memory and cannot be serialised.
 *
 * <p>The receiver owns the leases and closes them on the task thread.
 *
 * @param frame the driving frame
 * @param session the stream's session when the frame arrived
 * @param sourceVersion version of the source
 * @param track the stream; only {@link StreamTrack#stopped} is for the receiver
 * @param motion the stream's motion, advanced on the inference worker
 * @param lease the source's features on the device
 * @param expiryEpochMicros when a live frame is too late, µs since 1970
 * @param arrivalNanos when the frame passed stream-session, on {@link System#nanoTime}'s clock
 * @param others the same frame for the session's other faces, as far as their sources are there
 * @param covered other faces of the session whose sources are not there: they must not be seen
 * @param givenUp why it is not reenacted but only decoded, for the frames that refer to its
 *     picture; null where it is reenacted
 */
public record FrameTask(
    DrivingFrame frame,
    Session session,
    long sourceVersion,
    StreamTrack track,
    StreamMotion motion,
    FeatureLease lease,
    long expiryEpochMicros,
    long arrivalNanos,
    List<FrameTask> others,
    List<StreamFace> covered,
    DropReason givenUp) {
  /** Ends the leases. Task thread. */
  public void close() {
    lease.close();
    others.forEach(FrameTask::close);
  }

  /** The task that only has its picture decoded, because later pictures refer to it. */
  public FrameTask giveUp(DropReason reason) {
    return new FrameTask(
        frame,
        session,
        sourceVersion,
        track,
        motion,
        lease,
        expiryEpochMicros,
        arrivalNanos,
        others,
        covered,
        reason);
  }

  /** Whether later pictures of the stream cannot be decoded without this one. */
  public boolean referredTo() {
    return frame.encoding() == FrameEncoding.H264;
  }

  /** Whether it shows a source that may be shown no more. Any thread. */
  public boolean stopped() {
    return track.stopped() || others.stream().anyMatch(FrameTask::stopped);
  }

  /** Whether the frame may be dropped for being late. */
  public boolean live() {
    return session.delivery() == DeliveryMode.LIVE;
  }

  /**
   * The time on which motion is followed, µs: of a complete session the clip's own, whose frames
   * come at any pace; of a live one the capture time, which every publisher knows.
   */
  public long motionMicros() {
    return live() ? frame.captureEpochMicros() : frame.presentationMicros();
  }

  /** Why the frame shall not be reenacted any more; empty where it shall. */
  public Optional<DropReason> dropReason(long nowEpochMicros) {
    if (track.stopped()) {
      return Optional.of(DropReason.SESSION_ENDED);
    }
    if (givenUp != null) {
      return Optional.of(givenUp);
    }
    return live() && nowEpochMicros > expiryEpochMicros
        ? Optional.of(DropReason.DEADLINE)
        : Optional.empty();
  }
}
