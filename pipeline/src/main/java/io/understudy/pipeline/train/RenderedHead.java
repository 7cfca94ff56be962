package io.understudy.pipeline.train;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.operators.training.Clip;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A head that the project renders itself, 48 moments of a talk under a light of its own. Lids and
 * lips are drawn apart from the talk, as a talk rarely shuts the ones and opens the others wide.
 * Equal numbers give equal pictures.
 *
 * @param number which head, 0 or more
 */
record RenderedHead(long number) implements Clip {
  // Seeds of neighbours draw alike, so that numbers are spread over all of them; those of the demo
  // and of evaluate are small.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int SIDE_PIXELS = 256;
  private static final int FRAMES = 48;
  private static final double FIRST_SECOND = 0.6;
  private static final double SECONDS_APART = 0.16;

  @Override
  public String identity() {
    return "rendered-head-" + number;
  }

  @Override
  public String name() {
    return identity();
  }

  @Override
  public void read(Consumer<RgbImage> pictures) {
    long seed = (number + 1) * SPREAD;
    RandomGenerator random = new SplittableRandom(seed);
    HeadIdentity identity = HeadIdentity.random(seed);
    DrivingMotion motion = DrivingMotion.of(seed);
    Light light = light(random);
    double scale = random.nextDouble(0.85, 1.25);
    for (int i = 0; i < FRAMES; i++) {
      HeadState state = motion.at(FIRST_SECOND + i * SECONDS_APART).withScale(scale);
      Scene scene = new Scene(identity, expressing(state, random), light);
      Picture picture = HeadRenderer.render(scene, SIDE_PIXELS);
      pictures.accept(new RgbImage(SIDE_PIXELS, SIDE_PIXELS, picture.rgb()));
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
