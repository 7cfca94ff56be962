package io.understudy.model;

import java.util.Optional;

/**
 * The scale code of one stream over time: the latest one and, where smoothing is on, an
 * exponentially smoothed one, so that the scale of a face does not flicker.
 *
 * <p>Not thread-safe: one thread at a time, as {@link MotionTrack}. Arrays that go in or out are
 * handed over and never written again.
 */
public final class ScaleCodeTrack {
  private static final double MICROS_PER_MILLISECOND = 1000;

  private final double timeConstantMillis;
  private State state;

  /**
   * What a snapshot keeps.
   *
   * @param latest code of the last frame
   * @param smoothed code that was used for it, same length
   * @param captureEpochMicros capture time of the last frame, in microseconds since 1970
   */
  public record State(float[] latest, float[] smoothed, long captureEpochMicros) {
    public State {
      if (latest.length == 0 || latest.length != smoothed.length) {
        throw new IllegalArgumentException(
            "latest and smoothed scale code must have one length from 1, got %d and %d"
                .formatted(latest.length, smoothed.length));
      }
    }
  }

  /**
   * A track that continues from {@code state}, or begins where it is null.
   *
   * @param timeConstantMillis after this time a step of the scale has arrived to 63 %; 0 switches
   *     smoothing off
   * @param state state restored from a snapshot, or null
   */
  public ScaleCodeTrack(double timeConstantMillis, State state) {
    if (!(timeConstantMillis >= 0) || Double.isInfinite(timeConstantMillis)) {
      throw new IllegalArgumentException(
          "time constant of scale codes must be 0 (off) or more milliseconds, got "
              + timeConstantMillis);
    }
    this.timeConstantMillis = timeConstantMillis;
    this.state = state;
  }

  /** A new track without smoothing. */
  public static ScaleCodeTrack off() {
    return new ScaleCodeTrack(0, null);
  }

  public double timeConstantMillis() {
    return timeConstantMillis;
  }

  /** The state, empty until the first code has passed. */
  public Optional<State> state() {
    return Optional.ofNullable(state);
  }

  /**
   * The code to use for a frame: {@code code} itself where smoothing is off, where it is the first,
   * or where its length changed with the model; else the smoothed one. A frame that is not younger
   * than the last changes nothing of the smoothed code.
   *
   * @param captureEpochMicros capture time of the frame, in microseconds since 1970
   */
  public float[] advance(float[] code, long captureEpochMicros) {
    float[] used = follows(code) ? smoothed(code, captureEpochMicros) : code;
    long youngest =
        follows(code) ? Math.max(state.captureEpochMicros, captureEpochMicros) : captureEpochMicros;
    state = new State(code, used, youngest);
    return used;
  }

  private boolean follows(float[] code) {
    return timeConstantMillis > 0 && state != null && state.smoothed.length == code.length;
  }

  private float[] smoothed(float[] code, long captureEpochMicros) {
    double elapsedMicros = Math.max(0.0, (double) captureEpochMicros - state.captureEpochMicros);
    double share = -Math.expm1(-elapsedMicros / (timeConstantMillis * MICROS_PER_MILLISECOND));
    float[] result = new float[code.length];
    for (int i = 0; i < code.length; i++) {
      double before = state.smoothed[i];
      result[i] = (float) (before + share * (code[i] - before));
    }
    return result;
  }
}
