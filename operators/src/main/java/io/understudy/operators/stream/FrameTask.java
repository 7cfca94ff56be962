package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.operators.metric.DropReason;
import java.util.Optional;

/**
 * One driving frame with everything that its reenactment needs, handed from stream-session to
 * reenact by reference: it holds device memory and cannot be serialised.
 *
 * <p>The receiver owns the lease and closes it on the task thread.
 *
 * @param frame the driving frame
 * @param session the stream's session when the frame arrived
 * @param sourceVersion version of the source
 * @param track the stream; only {@link StreamTrack#stopped} is for the receiver
 * @param motion the stream's motion, advanced on the inference worker
 * @param lease the source's features on the device
 * @param expiryEpochMicros when a live frame is too late, µs since 1970
 * @param arrivalNanos when the frame passed stream-session, on {@link System#nanoTime}'s clock
 */
public record FrameTask(
    DrivingFrame frame,
    Session session,
    long sourceVersion,
    StreamTrack track,
    StreamMotion motion,
    FeatureLease lease,
    long expiryEpochMicros,
    long arrivalNanos) {
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
    return live() && nowEpochMicros > expiryEpochMicros
        ? Optional.of(DropReason.DEADLINE)
        : Optional.empty();
  }
}
