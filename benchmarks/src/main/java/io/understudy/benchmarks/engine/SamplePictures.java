package io.understudy.benchmarks.engine;

import io.understudy.model.Picture;
import java.util.Random;

/**
 * Smooth coloured pictures that depend on a seed alone; they compress and warp like photographs.
 */
public final class SamplePictures {
  private static final int BLOBS = 12;

  private SamplePictures() {}

  /** A picture of {@code side} pixels squared. */
  public static Picture blobs(long seed, int side) {
    Random random = new Random(seed);
    double[][] field = new double[3][side * side];
    for (int blob = 0; blob < BLOBS; blob++) {
      add(field, random, side);
    }
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      double level = 128 + 127 * Math.tanh(field[i % 3][i / 3]);
      rgb[i] = (byte) Math.round(level);
    }
    return new Picture(side, side, rgb);
  }

  private static void add(double[][] field, Random random, int side) {
    double centreX = random.nextDouble() * side;
    double centreY = random.nextDouble() * side;
    double radius = side * (0.05 + 0.2 * random.nextDouble());
    double[] colour = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double distance = Math.hypot(x - centreX, y - centreY) / radius;
        double weight = Math.exp(-distance * distance);
        for (int channel = 0; channel < 3; channel++) {
          field[channel][y * side + x] += weight * colour[channel];
        }
      }
    }
  }
}
