package io.understudy.model.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tokens of 8x8 windows that hold the lowest cosine terms of their colours: five of eight for
 * brightness, the rest for two colour differences. Embedding and its reverse are transposes of each
 * other, as the terms are orthonormal.
 */
final class CosineTokens {
  private static final int WINDOW = 8;
  private static final int COLOURS = 3;
  // Keeps the token of a white window near one, as layers and codes expect.
  private static final double SCALE = 1.0 / WINDOW;
  private static final double[][] COLOUR_AXES = {
    {1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)},
    {1 / Math.sqrt(2), 0, -1 / Math.sqrt(2)},
    {1 / Math.sqrt(6), -2 / Math.sqrt(6), 1 / Math.sqrt(6)}
  };

  private final int channels;
  private final List<Term> terms;

  /** One dimension of a token. */
  private record Term(double[] colour, int across, int down) {
    double at(int x, int y, int channel) {
      return colour[channel] * cosine(across, x) * cosine(down, y);
    }

    private static double cosine(int term, int at) {
      double norm = Math.sqrt((term == 0 ? 1.0 : 2.0) / WINDOW);
      return norm * Math.cos(Math.PI * term * (2 * at + 1) / (2 * WINDOW));
    }
  }

  /**
   * @param channels of the maps; the first three are colours
   * @param dimensions of a token, at most 96
   */
  CosineTokens(int channels, int dimensions) {
    this.channels = channels;
    int bright = dimensions * 5 / 8;
    int first = (dimensions - bright) / 2;
    this.terms = new ArrayList<>(lowest(COLOUR_AXES[0], bright));
    terms.addAll(lowest(COLOUR_AXES[1], first));
    terms.addAll(lowest(COLOUR_AXES[2], dimensions - bright - first));
  }

  private static List<Term> lowest(double[] colour, int count) {
    List<Term> all = new ArrayList<>();
    for (int down = 0; down < WINDOW; down++) {
      for (int across = 0; across < WINDOW; across++) {
        all.add(new Term(colour, across, down));
      }
    }
    all.sort(Comparator.comparingInt(term -> term.across() + term.down()));
    return all.subList(0, count);
  }

  int dimensions() {
    return terms.size();
  }

  /** Weights (dimensions, 64 * channels) of windows in the order row, column, channel. */
  float[] embedding() {
    int wide = WINDOW * WINDOW * channels;
    float[] weights = new float[terms.size() * wide];
    forEachColour((place, term, value) -> weights[term * wide + place] = (float) (SCALE * value));
    return weights;
  }

  /** Writes the colours' rows into weights (64 * channels, dimensions) and their biases. */
  void writeColours(float[] weights, float[] bias) {
    forEachColour(
        (place, term, value) -> {
          weights[place * terms.size() + term] = (float) (value / SCALE);
          bias[place] = 0;
        });
  }

  private interface Visitor {
    void visit(int place, int term, double value);
  }

  private void forEachColour(Visitor visitor) {
    for (int place = 0; place < WINDOW * WINDOW; place++) {
      for (int channel = 0; channel < COLOURS; channel++) {
        for (int term = 0; term < terms.size(); term++) {
          double value = terms.get(term).at(place % WINDOW, place / WINDOW, channel);
          visitor.visit(place * channels + channel, term, value);
        }
      }
    }
  }
}
