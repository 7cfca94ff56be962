package io.understudy.model;

import java.util.Optional;

/**
 * The one-euro filter (Casiez, Roussel and Vogel, CHI 2012): a low pass whose cutoff rises with
 * speed, so that what rests does not tremble and what moves does not lag. Each value is filtered by
 * itself.
 *
 * <p>Not thread-safe: one thread at a time. Arrays that go in or out are handed over and never
 * written again.
 */
public final class OneEuroFilter {
  private static final double MICROS_PER_SECOND = 1e6;

  private final Settings settings;
  private State state;

  /**
   * How strongly is filtered.
   *
   * @param restingCutoffHertz cutoff for what rests; less is calmer, infinity switches the filter
   *     off
   * @param cutoffPerSpeed Hz by which the cutoff rises for each unit a second; more lags less
   * @param speedCutoffHertz cutoff of the speed itself
   */
  public record Settings(
      double restingCutoffHertz, double cutoffPerSpeed, double speedCutoffHertz) {
    /** No filter. */
    public static final Settings OFF = new Settings(Double.POSITIVE_INFINITY, 0, 1);

    /** For keypoints in [-1, 1]: a resting head is calmed, a turn lags by less than a frame. */
    public static final Settings KEYPOINTS = new Settings(1, 12, 1);

    public Settings {
      if (!(restingCutoffHertz > 0) || !(cutoffPerSpeed >= 0) || !(speedCutoffHertz > 0)) {
        throw new IllegalArgumentException(
            "cutoffs of a one-euro filter must be above 0 Hz and must not fall with speed, got"
                + " %s, %s per speed and %s"
                    .formatted(restingCutoffHertz, cutoffPerSpeed, speedCutoffHertz));
      }
    }

    boolean off() {
      return Double.isInfinite(restingCutoffHertz);
    }
  }

  /**
   * What a snapshot keeps.
   *
   * @param values last filtered values
   * @param speeds their filtered speeds, units a second, same length
   * @param captureEpochMicros capture time of the last frame, in microseconds since 1970
   */
  public record State(float[] values, float[] speeds, long captureEpochMicros) {
    public State {
      if (values.length != speeds.length) {
        throw new IllegalArgumentException(
            "a filter has one speed for each value, got %d values and %d speeds"
                .formatted(values.length, speeds.length));
      }
    }
  }

  /**
   * A filter that continues from {@code state}, or begins where it is null.
   *
   * @param state state restored from a snapshot, or null
   */
  public OneEuroFilter(Settings settings, State state) {
    this.settings = settings;
    this.state = state;
  }

  /** The state, empty before the first values and where the filter is off. */
  public Optional<State> state() {
    return Optional.ofNullable(state);
  }

  /**
   * The filtered values: {@code values} themselves where the filter is off, where they are the
   * first, or where their number changed. Values that are not younger than the last ones change
   * nothing.
   *
   * @param captureEpochMicros capture time of the frame, in microseconds since 1970
   */
  public float[] advance(float[] values, long captureEpochMicros) {
    if (settings.off()) {
      return values;
    }
    if (state == null || state.values.length != values.length) {
      state = new State(values, new float[values.length], captureEpochMicros);
    } else if (captureEpochMicros > state.captureEpochMicros) {
      state = filtered(values, captureEpochMicros);
    }
    return state.values;
  }

  private State filtered(float[] values, long captureEpochMicros) {
    double seconds = (captureEpochMicros - state.captureEpochMicros) / MICROS_PER_SECOND;
    double speedShare = share(settings.speedCutoffHertz, seconds);
    float[] speeds = new float[values.length];
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      double change = values[i] - state.values[i];
      double speed = state.speeds[i] + speedShare * (change / seconds - state.speeds[i]);
      double cutoff = settings.restingCutoffHertz + settings.cutoffPerSpeed * Math.abs(speed);
      speeds[i] = (float) speed;
      result[i] = (float) (state.values[i] + share(cutoff, seconds) * change);
    }
    return new State(result, speeds, captureEpochMicros);
  }

  /** Share of a change that passes a first-order low pass in one step. */
  private static double share(double cutoffHertz, double seconds) {
    double angle = 2 * Math.PI * cutoffHertz * seconds;
    return angle / (1 + angle);
  }
}
