package io.understudy.model.synthetic;

/**
 * One lamp and its surroundings.
 *
 * @param x direction towards the lamp, need not be normalised
 * @param intensity strength of the lamp, about 1
 * @param ambient strength of the surroundings, about 0.35
 */
public record Light(double x, double y, double z, double intensity, double ambient) {
  /** A soft key light from the upper left. */
  public static final Light STUDIO = new Light(-0.55, 0.65, 0.9, 0.95, 0.34);
}
