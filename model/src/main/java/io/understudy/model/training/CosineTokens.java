package io.understudy.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tokens of square windows that hold the lowest cosine terms of what the window shows, so that maps
 * made of them are smooth: random ones would show as a grid of windows. The terms are orthonormal,
 * so the way back for what a token read is the transpose of the embedding.
 */
final class CosineTokens {
  private static final int COLOURS = 3;
  // Level, slope to the right and slope down.
  private static final int TERMS_OF_A_CHANNEL = 3;
  private static final double[][] COLOUR_AXES = {
    {1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)},
    {1 / Math.sqrt(2), 0, -1 / Math.sqrt(2)},
    {1 / Math.sqrt(6), -2 / Math.sqrt(6), 1 / Math.sqrt(6)}
  };

  private final int window;
  private final int channels;
  private final int dimensions;
  private final List<Term> terms;

  /**
   * One dimension of a token.
   *
   * @param read what it takes of each channel
   * @param written what it gives to each
   */
  private record Term(double[] read, double[] written, int across, int down) {}

  private CosineTokens(int window, int channels, int dimensions, List<Term> terms) {
    this.window = window;
    this.channels = channels;
    this.dimensions = dimensions;
    this.terms = terms;
  }

  /**
   * Tokens of the colours: five of eight dimensions for brightness, the rest for two colour
   * differences.
   *
   * @param channels of the maps; the first three are colours, the others get mixtures of them
   * @param dimensions of a token, at most 96
   */
  static CosineTokens ofColours(
      int window, int channels, int dimensions, RandomGenerator mixtures) {
    double[][] shares = new double[channels][COLOURS];
    for (int channel = 0; channel < channels; channel++) {
      for (int colour = 0; colour < COLOURS; colour++) {
        double kept = channel == colour ? 1 : 0;
        shares[channel][colour] = channel < COLOURS ? kept : mixtures.nextGaussian();
      }
    }
    int bright = dimensions * 5 / 8;
    int first = (dimensions - bright) / 2;
    List<Term> terms = new ArrayList<>();
    int[] counts = {bright, first, dimensions - bright - first};
    for (int axis = 0; axis < COLOURS; axis++) {
      double[] read = Arrays.copyOf(COLOUR_AXES[axis], channels);
      terms.addAll(lowest(window, counts[axis], read, mixed(shares, COLOUR_AXES[axis])));
    }
    return new CosineTokens(window, channels, dimensions, terms);
  }

  private static double[] mixed(double[][] shares, double[] axis) {
    return Arrays.stream(shares)
        .mapToDouble(share -> share[0] * axis[0] + share[1] * axis[1] + share[2] * axis[2])
        .toArray();
  }

  /** Tokens of as many of the first channels as find place; the others are left out. */
  static CosineTokens ofChannels(int window, int channels, int dimensions) {
    List<Term> terms = new ArrayList<>();
    for (int channel = 0;
        channel < Math.min(channels, dimensions / TERMS_OF_A_CHANNEL);
        channel++) {
      double[] alone = new double[channels];
      alone[channel] = 1;
      terms.addAll(lowest(window, TERMS_OF_A_CHANNEL, alone, alone));
    }
    return new CosineTokens(window, channels, dimensions, terms);
  }

  private static List<Term> lowest(int window, int count, double[] read, double[] written) {
    List<Term> all = new ArrayList<>();
    for (int down = 0; down < window; down++) {
      for (int across = 0; across < window; across++) {
        all.add(new Term(read, written, across, down));
      }
    }
    all.sort(Comparator.comparingInt(term -> term.across() + term.down()));
    return all.subList(0, count);
  }

  /** Weights (dimensions, window^2 * channels) of windows in the order row, column, channel. */
  float[] embedding() {
    int wide = window * window * channels;
    float[] weights = new float[dimensions * wide];
    // Keeps the token of a white window near one, as layers and codes expect.
    forEach(
        (place, term, pattern) ->
            weights[term * wide + place] =
                (float) (pattern * terms.get(term).read[place % channels] / window));
    return weights;
  }

  /** Weights (window^2 * channels, dimensions) back to windows. */
  float[] unembedding() {
    float[] weights = new float[window * window * channels * dimensions];
    forEach(
        (place, term, pattern) ->
            weights[place * dimensions + term] =
                (float) (pattern * terms.get(term).written[place % channels] * window));
    return weights;
  }

  private interface Visitor {
    void visit(int place, int term, double pattern);
  }

  private void forEach(Visitor visitor) {
    for (int place = 0; place < window * window * channels; place++) {
      int pixel = place / channels;
      for (int term = 0; term < terms.size(); term++) {
        Term at = terms.get(term);
        double pattern = cosine(at.across, pixel % window) * cosine(at.down, pixel / window);
        visitor.visit(place, term, pattern);
      }
    }
  }

  private double cosine(int term, int at) {
    double norm = Math.sqrt((term == 0 ? 1.0 : 2.0) / window);
    return norm * Math.cos(Math.PI * term * (2 * at + 1) / (2 * window));
  }
}
