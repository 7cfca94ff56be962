package io.understudy.model.synthetic;

import java.util.Random;

/** A linear RGB colour; channels are usually in [0, 1]. Immutable. */
public record Colour(double red, double green, double blue) {
  static final Colour BLACK = new Colour(0, 0, 0);

  static Colour random(Random random, double least, double most) {
    double span = most - least;
    return new Colour(
        least + span * random.nextDouble(),
        least + span * random.nextDouble(),
        least + span * random.nextDouble());
  }

  Colour jitter(Random random, double spread) {
    double shift = spread * (2 * random.nextDouble() - 1);
    return new Colour(
        Math.max(0.005, red + shift),
        Math.max(0.005, green + shift * 0.8),
        Math.max(0.005, blue + shift * 0.7));
  }

  Colour times(double factor) {
    return new Colour(red * factor, green * factor, blue * factor);
  }

  Colour times(Colour other) {
    return new Colour(red * other.red, green * other.green, blue * other.blue);
  }

  Colour plus(Colour other) {
    return new Colour(red + other.red, green + other.green, blue + other.blue);
  }

  /** This where {@code share} is 0, {@code other} where it is 1. */
  Colour mix(Colour other, double share) {
    return new Colour(
        red + (other.red - red) * share,
        green + (other.green - green) * share,
        blue + (other.blue - blue) * share);
  }
}
