package io.understudy.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The motion state of one stream: its mode and the baseline keypoints that relative motion is
 * measured from. The first driving frame that passes becomes the baseline.
 *
 * <p>Not thread-safe: one thread at a time (the inference worker while frames are in flight, the
 * stream's task thread when none is).
 */
public final class MotionTrack {
  private final MotionMode mode;
  private Keypoints baseline;

  /**
   * A track that starts with {@code baseline}, or with none where it is null.
   *
   * @param mode how motion is applied
   * @param baseline baseline restored from a snapshot, or null
   */
  public MotionTrack(MotionMode mode, Keypoints baseline) {
    this.mode = Objects.requireNonNull(mode, "mode");
    this.baseline = baseline;
  }

  public MotionMode mode() {
    return mode;
  }

  /** The baseline, empty until the first frame has passed. */
  public Optional<Keypoints> baseline() {
    return Optional.ofNullable(baseline);
  }

  /**
   * The keypoints that drive the source: {@code driving} brought into the source's frame.
   *
   * @param source keypoints of the source
   * @param driving keypoints detected on the driving frame; becomes the baseline if there is none
   */
  public Keypoints advance(Keypoints source, Keypoints driving) {
    if (baseline == null) {
      baseline = driving;
    }
    return MotionTransfer.apply(mode, source, driving, baseline);
  }
}
