package io.understudy.model.training;

import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The same random turn, scale, shift and light for both frames of a pair, so that few clips show
 * faces at more places, sizes and exposures. The motion between the frames keeps its kind.
 *
 * <p>At strength 1: up to 15 degrees, a factor of 1.28, a tenth of the side, a gamma of 1.28, a
 * gain of 1.22; a quarter of the pairs stay where they are.
 */
final class ViewAugmentation {
  private static final double TURN = 0.26;
  private static final double LOG_SCALE = 0.25;
  private static final double SHIFT = 0.1;
  private static final double STAYING = 0.25;
  private static final double LOG_GAMMA = 0.25;
  private static final double LOG_GAIN = 0.2;
  private static final double LOG_TINT = 0.08;
  private static final double LIFT = 20;

  private final double strength;

  /** Pairs stay as they are where {@code strength} is 0. */
  ViewAugmentation(double strength) {
    this.strength = strength;
  }

  Pair apply(Pair pair, RandomGenerator random) {
    if (strength == 0) {
      return pair;
    }
    int size = pair.source().picture().widthPixels();
    Optional<PictureSimilarity> move =
        random.nextDouble() < STAYING ? Optional.empty() : Optional.of(similarity(size, random));
    ToneCurves light = light(random);
    return new Pair(seen(pair.source(), move, light), seen(pair.driving(), move, light));
  }

  private PictureSimilarity similarity(int size, RandomGenerator random) {
    return PictureSimilarity.aboutMiddle(
        size,
        within(TURN, random),
        Math.exp(within(LOG_SCALE, random)),
        within(SHIFT, random),
        within(SHIFT, random));
  }

  private ToneCurves light(RandomGenerator random) {
    double gamma = Math.exp(within(LOG_GAMMA, random));
    double gain = Math.exp(within(LOG_GAIN, random));
    double red = Math.exp(within(LOG_TINT, random));
    double blue = Math.exp(within(LOG_TINT, random));
    return ToneCurves.of(gamma, gain * red, gain, gain * blue, within(LIFT, random));
  }

  private double within(double bound, RandomGenerator random) {
    return strength * random.nextDouble(-bound, bound);
  }

  private static LabelledFrame seen(
      LabelledFrame frame, Optional<PictureSimilarity> move, ToneCurves light) {
    Picture lit = light.apply(frame.picture());
    Optional<FaceLandmarks> landmarks = frame.landmarks();
    return new LabelledFrame(
        move.map(map -> map.apply(lit)).orElse(lit),
        move.isPresent() ? landmarks.map(move.get()::apply) : landmarks);
  }
}
