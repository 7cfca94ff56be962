package io.understudy.model.synthetic;

import java.util.Random;

/**
 * What makes a head this person: shape, colours and hair. Shape factors are around 1, offsets
 * around 0; colours are linear RGB in [0, 1].
 *
 * @param faceWidth factor of the head's width
 * @param jawWidth factor of the jaw's width
 * @param chin factor of the chin's size
 * @param noseLength factor of how far the nose stands out
 * @param noseWidth factor of the nose's width
 * @param eyeDistance factor of the distance between the eyes
 * @param eyeSize factor of the eyes' size
 * @param browHeight offset of the brows, in head units
 * @param browThickness factor of the brows' thickness
 * @param lipFullness factor of the lips' thickness
 * @param mouthWidth factor of the mouth's width
 * @param longHair whether hair falls to the shoulders
 * @param hairline offset of the hairline, in head units
 * @param beard strength of a beard shadow, 0 to 1
 */
public record HeadIdentity(
    double faceWidth,
    double jawWidth,
    double chin,
    double noseLength,
    double noseWidth,
    double eyeDistance,
    double eyeSize,
    double browHeight,
    double browThickness,
    double lipFullness,
    double mouthWidth,
    boolean longHair,
    double hairline,
    double beard,
    Colour skin,
    Colour lips,
    Colour hair,
    Colour iris,
    Colour shirt,
    Colour backdrop,
    long textureSeed) {
  private static final Colour[] SKINS = {
    new Colour(0.80, 0.55, 0.42),
    new Colour(0.72, 0.46, 0.33),
    new Colour(0.58, 0.34, 0.22),
    new Colour(0.36, 0.19, 0.11),
    new Colour(0.84, 0.61, 0.50)
  };
  private static final Colour[] HAIRS = {
    new Colour(0.02, 0.016, 0.014),
    new Colour(0.07, 0.035, 0.018),
    new Colour(0.16, 0.08, 0.03),
    new Colour(0.42, 0.27, 0.11),
    new Colour(0.25, 0.24, 0.23)
  };
  private static final Colour[] IRISES = {
    new Colour(0.10, 0.05, 0.02),
    new Colour(0.16, 0.25, 0.40),
    new Colour(0.14, 0.24, 0.12),
    new Colour(0.22, 0.13, 0.05)
  };

  /** A person drawn from {@code seed}; equal seeds give equal people. */
  public static HeadIdentity random(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 17);
    boolean woman = random.nextBoolean();
    Colour skin = SKINS[random.nextInt(SKINS.length)].jitter(random, 0.06);
    return new HeadIdentity(
        about(random, 1, 0.07),
        about(random, woman ? 0.92 : 1.04, 0.07),
        about(random, 1, 0.2),
        about(random, 1, 0.2),
        about(random, 1, 0.16),
        about(random, 1, 0.06),
        about(random, woman ? 1.08 : 0.96, 0.07),
        about(random, 0, 0.02),
        about(random, woman ? 0.75 : 1.2, 0.25),
        about(random, woman ? 1.2 : 0.9, 0.2),
        about(random, 1, 0.1),
        woman && random.nextInt(4) > 0,
        about(random, 0, 0.05),
        woman ? 0 : Math.max(0, about(random, 0.2, 0.5)),
        skin,
        new Colour(skin.red() * 0.9, skin.green() * 0.52, skin.blue() * 0.56).jitter(random, 0.04),
        HAIRS[random.nextInt(HAIRS.length)].jitter(random, 0.02),
        IRISES[random.nextInt(IRISES.length)].jitter(random, 0.03),
        Colour.random(random, 0.05, 0.55),
        Colour.random(random, 0.12, 0.6),
        random.nextLong());
  }

  private static double about(Random random, double centre, double spread) {
    return centre + spread * (2 * random.nextDouble() - 1);
  }
}
