package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.util.Optional;
import java.util.Random;

/**
 * A pair of rendered heads. Its cross-identity truth is known: the source's head, rendered in the
 * driving head's state.
 */
final class RenderedPair implements PairFrames {
  private static final double FRAMES_PER_SECOND = 25;

  /** Motion starts near neutral: the first frames say little. */
  private static final int FIRST_FRAME = 15;

  private final TestPair pair;
  private final int sizePixels;
  private final HeadIdentity drivingHead;
  private final HeadIdentity sourceHead;
  private final DrivingMotion motion;
  private final Picture source;
  private final Random zooms;
  private int frames;

  RenderedPair(TestPair pair, int sizePixels) {
    this.pair = pair;
    this.sizePixels = sizePixels;
    this.drivingHead = HeadIdentity.random(Long.parseLong(pair.driving()));
    this.sourceHead = HeadIdentity.random(Long.parseLong(pair.source()));
    this.motion = DrivingMotion.of(Long.parseLong(pair.driving()));
    this.source = render(sourceHead, HeadState.NEUTRAL);
    this.zooms = new Random(pair.clip().hashCode());
  }

  @Override
  public Picture source() {
    return source;
  }

  @Override
  public Picture first() {
    return render(drivingHead, motion.at(0));
  }

  @Override
  public Optional<TestFrame> next() {
    if (frames == pair.selection().most()) {
      return Optional.empty();
    }
    HeadState state = motion.at(seconds());
    Picture driving = render(drivingHead, state);
    return Optional.of(
        switch (pair.protocol()) {
          case SAME -> new TestFrame(driving, Optional.of(driving));
          case SCALE -> new TestFrame(Zoom.random(zooms).apply(driving), Optional.of(driving));
          case CROSS -> new TestFrame(driving, Optional.of(render(sourceHead, state)));
        });
  }

  private double seconds() {
    return (FIRST_FRAME + pair.selection().every() * frames++) / FRAMES_PER_SECOND;
  }

  private Picture render(HeadIdentity head, HeadState state) {
    return HeadRenderer.render(new Scene(head, state, Light.STUDIO), sizePixels);
  }

  @Override
  public void close() {
    frames = pair.selection().most();
  }
}
