package io.understudy.model.training;

import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A head that the project renders itself, 48 moments of a talk under a light of its own. Lids and
 * lips are drawn apart from the talk, so that shut eyes and open mouths are as frequent as the
 * others. Equal numbers give equal pictures.
 *
 * @param number which head, at least 0; none is the demo's or one that {@code evaluate} renders
 */
public record RenderedHead(long number) {
  private static final long FIRST_SEED = 7000;
  private static final int SIDE_PIXELS = 256;
  private static final int FRAMES = 48;
  private static final double FIRST_SECOND = 0.6;
  private static final double SECONDS_APART = 0.16;

  public RenderedHead {
    if (number < 0) {
      throw new IllegalArgumentException(
          "rendered heads have numbers from 0 on, got %d".formatted(number));
    }
  }

  /** Hands over its pictures, 256x256, one after the other. */
  public void read(Consumer<Picture> pictures) {
    long seed = FIRST_SEED + number;
    RandomGenerator random = new SplittableRandom(seed);
    HeadIdentity identity = HeadIdentity.random(seed);
    DrivingMotion motion = DrivingMotion.of(seed);
    Light light = light(random);
    double scale = random.nextDouble(0.85, 1.25);
    for (int i = 0; i < FRAMES; i++) {
      HeadState state = motion.at(FIRST_SECOND + i * SECONDS_APART).withScale(scale);
      Scene scene = new Scene(identity, expressing(state, random), light);
      pictures.accept(HeadRenderer.render(scene, SIDE_PIXELS));
    }
  }

  private static Light light(RandomGenerator random) {
    return new Light(
        random.nextDouble(-0.9, 0.9),
        random.nextDouble(0.3, 0.8),
        0.9,
        random.nextDouble(0.75, 1.1),
        random.nextDouble(0.25, 0.45));
  }

  /**
   * Lids of a third are half shut or more, of a sixth less, the others open; lips of a third are as
   * the talk has them, of a quarter shut, the others open by chance.
   */
  private static HeadState expressing(HeadState state, RandomGenerator random) {
    double kind = random.nextDouble();
    double lids =
        kind < 1.0 / 3 ? random.nextDouble(0.5) : kind < 0.5 ? random.nextDouble(0.5, 1) : 1;
    double other = random.nextDouble();
    double lips = other < 1.0 / 3 ? state.mouthOpen() : other < 0.6 ? 0 : random.nextDouble(0.9);
    return state.withEyes(lids, lids, state.gazeX(), state.gazeY()).withMouth(lips, state.smile());
  }
}
