package io.understudy.benchmarks.engine;

import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;

/** Rendered pictures to measure with: always the same. */
public final class SampleHeads {
  private static final long PORTRAIT_SEED = 2;
  private static final long DRIVING_SEED = 7;

  private SampleHeads() {}

  /** A head at rest, {@code side} pixels squared. */
  public static Picture portrait(int side) {
    return render(PORTRAIT_SEED, HeadState.NEUTRAL, side);
  }

  /** Another head that talks, {@code seconds} into its clip. */
  public static Picture driving(double seconds, int side) {
    return render(DRIVING_SEED, DrivingMotion.of(DRIVING_SEED).at(seconds), side);
  }

  private static Picture render(long identity, HeadState state, int side) {
    return HeadRenderer.render(new Scene(HeadIdentity.random(identity), state, Light.STUDIO), side);
  }
}
