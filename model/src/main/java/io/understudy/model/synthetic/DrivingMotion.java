package io.understudy.model.synthetic;

import java.util.Random;

/**
 * A person talking: head sway, nods, blinks, speech and gaze as smooth functions of time. Starts
 * near neutral, so that the first frame is a good baseline. Immutable; equal seeds give equal
 * motion.
 */
public final class DrivingMotion {
  private static final double BLINK_SECONDS = 0.26;

  private final double[] phases = new double[8];
  private final double blinkEverySeconds;

  private DrivingMotion(long seed) {
    Random random = new Random(seed * 31 + 7);
    for (int i = 0; i < phases.length; i++) {
      phases[i] = 0.8 + 0.4 * random.nextDouble();
    }
    blinkEverySeconds = 2.2 + random.nextDouble();
  }

  public static DrivingMotion of(long seed) {
    return new DrivingMotion(seed);
  }

  /** The moment {@code seconds} after the start. */
  public HeadState at(double seconds) {
    double warm = Curve.step(0, 0.6, seconds);
    double open = warm * eyesOpen(seconds);
    return new HeadState(
        warm * (14 * wave(0, 0.23, seconds) + 4 * wave(1, 0.61, seconds)),
        warm * (5 * wave(2, 0.31, seconds) + 2 * wave(3, 0.9, seconds)),
        warm * 4 * wave(4, 0.19, seconds),
        warm * 0.02 * wave(1, 0.17, seconds),
        warm * 0.012 * wave(2, 0.27, seconds),
        1,
        warm * speech(seconds),
        warm * 0.35 * (wave(5, 0.13, seconds) + 0.3),
        1 - warm + open,
        1 - warm + open,
        warm * 0.45 * wave(6, 0.21, seconds),
        warm * 0.2 * wave(7, 0.29, seconds),
        warm * 0.5 * Math.max(0, wave(3, 0.37, seconds)));
  }

  private double wave(int which, double frequency, double seconds) {
    return Math.sin(2 * Math.PI * frequency * phases[which] * seconds);
  }

  /** Syllables at about four a second, in phrases with pauses. */
  private double speech(double seconds) {
    double syllable = Math.abs(wave(4, 2.1, seconds)) * (0.55 + 0.45 * wave(5, 1.3, seconds));
    double phrase = Curve.step(-0.5, 0.1, wave(6, 0.33, seconds));
    return Math.min(1, Math.max(0, 0.75 * syllable * phrase));
  }

  private double eyesOpen(double seconds) {
    double since = (seconds + 0.4 * blinkEverySeconds) % blinkEverySeconds;
    if (since > BLINK_SECONDS) {
      return 1;
    }
    double half = Math.abs(since / BLINK_SECONDS * 2 - 1);
    return Curve.step(0.1, 0.9, half);
  }
}
