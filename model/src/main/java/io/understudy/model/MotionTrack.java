package io.understudy.model;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The motion state of one stream: its mode, the baseline keypoints that relative motion is measured
 * from, and the jitter filter of its keypoints. The first driving frame that passes becomes the
 * baseline; {@link MotionMode#BEST} moves it on to better frames.
 *
 * <p>Not thread-safe: one thread at a time (the inference worker while frames are in flight, the
 * stream's task thread when none is).
 */
public final class MotionTrack {
  private final MotionMode mode;
  private final OneEuroFilter filter;
  private Keypoints baseline;
  private BestBaseline best;

  /**
   * What a snapshot keeps.
   *
   * @param baseline baseline of the modes that keep the first frame, null where there is none
   * @param best baseline of {@link MotionMode#BEST}, null where there is none
   * @param filter state of the jitter filter, null where there is none
   */
  public record State(Keypoints baseline, BestBaseline best, OneEuroFilter.State filter) {
    /** A stream before its first frame. */
    public static final State START = new State(null, null, null);
  }

  /**
   * A track without jitter filter that starts with {@code baseline}, or with none where it is null.
   *
   * @param mode how motion is applied
   * @param baseline baseline restored from a snapshot, or null
   */
  public MotionTrack(MotionMode mode, Keypoints baseline) {
    this(mode, OneEuroFilter.Settings.OFF, new State(baseline, null, null));
  }

  /**
   * A track that continues from {@code state}.
   *
   * @param mode how motion is applied
   * @param jitter filter of the driving keypoints
   * @param state state restored from a snapshot, or {@link State#START}
   */
  public MotionTrack(MotionMode mode, OneEuroFilter.Settings jitter, State state) {
    this.mode = Objects.requireNonNull(mode, "mode");
    this.filter = new OneEuroFilter(jitter, state.filter());
    this.baseline = state.baseline();
    this.best = state.best();
  }

  /** What a snapshot keeps. */
  public State state() {
    return new State(baseline, best, filter.state().orElse(null));
  }

  /** The baseline, empty until the first frame has passed. */
  public Optional<Keypoints> baseline() {
    return mode == MotionMode.BEST
        ? Optional.ofNullable(best).map(BestBaseline::current)
        : Optional.ofNullable(baseline);
  }

  /**
   * The keypoints that drive the source: {@code detected} calmed and brought into the source's
   * frame.
   *
   * @param source keypoints of the source
   * @param detected keypoints detected on the driving frame; become the baseline if there is none
   * @param captureEpochMicros capture time of the driving frame, in microseconds since 1970
   */
  public Keypoints advance(Keypoints source, Keypoints detected, long captureEpochMicros) {
    Keypoints driving = calmed(detected, captureEpochMicros);
    if (mode == MotionMode.BEST) {
      best =
          best == null
              ? BestBaseline.start(driving, captureEpochMicros)
              : best.advance(source, driving, captureEpochMicros);
    } else if (baseline == null) {
      baseline = driving;
    }
    return MotionTransfer.apply(mode, source, driving, baseline().orElseThrow());
  }

  /** Positions and frames pass one filter: a frame trembles as its keypoint does. */
  private Keypoints calmed(Keypoints detected, long captureEpochMicros) {
    float[] values = detected.values();
    float[] jacobians = detected.jacobians();
    float[] all = Arrays.copyOf(values, values.length + jacobians.length);
    System.arraycopy(jacobians, 0, all, values.length, jacobians.length);
    float[] calm = filter.advance(all, captureEpochMicros);
    return new Keypoints(
        Arrays.copyOf(calm, values.length), Arrays.copyOfRange(calm, values.length, calm.length));
  }
}
