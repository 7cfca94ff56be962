package io.understudy.model;

import java.util.Objects;

/**
 * The baseline of a live stream whose frames are judged as they come: the driving frame posed most
 * like the source so far (NETWORKS section 1.8, online). When a better one arrives the baseline
 * glides there, because a jump of the baseline would be a jump of the picture. Immutable.
 *
 * @param best keypoints of the best frame so far
 * @param current keypoints that motion is measured from now, on their way to {@code best}
 * @param captureEpochMicros capture time of the youngest frame, in microseconds since 1970
 */
public record BestBaseline(Keypoints best, Keypoints current, long captureEpochMicros) {
  /** After this time a step of the baseline has arrived to 63 %. */
  private static final double GLIDE_MICROS = 400_000;

  /** A frame must be better by this factor: small gains are not worth a glide. */
  private static final double WORTHWHILE = 0.9;

  public BestBaseline {
    Objects.requireNonNull(best, "best");
    Objects.requireNonNull(current, "current");
  }

  /** The baseline of a stream's first frame. */
  static BestBaseline start(Keypoints driving, long captureEpochMicros) {
    return new BestBaseline(driving, driving, captureEpochMicros);
  }

  /**
   * The baseline after one more frame; a frame that is not younger than the last does not glide.
   */
  BestBaseline advance(Keypoints source, Keypoints driving, long captureEpochMicros) {
    long youngest = Math.max(this.captureEpochMicros, captureEpochMicros);
    double elapsedMicros = youngest - this.captureEpochMicros;
    Keypoints next = isWorthwhile(source, driving) ? driving : best;
    double share = -Math.expm1(-elapsedMicros / GLIDE_MICROS);
    return new BestBaseline(next, between(current, next, share), youngest);
  }

  private boolean isWorthwhile(Keypoints source, Keypoints driving) {
    double reached = BestFrame.score(source.values(), best.values());
    return BestFrame.score(source.values(), driving.values()) < WORTHWHILE * reached;
  }

  private static Keypoints between(Keypoints from, Keypoints to, double share) {
    return new Keypoints(
        between(from.values(), to.values(), share),
        between(from.jacobians(), to.jacobians(), share));
  }

  private static float[] between(float[] from, float[] to, double share) {
    float[] result = new float[from.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (from[i] + share * (to[i] - from[i]));
    }
    return result;
  }
}
