package io.understudy.pipeline.evaluate;

/**
 * A mean figure.
 *
 * @param mean the figure
 * @param weight how many frames it is the mean of; 1 for a figure of a whole clip
 */
public record Score(double mean, long weight) {
  static final Score NONE = new Score(0, 0);

  /** The mean over the frames of both. */
  Score with(Score other) {
    long total = weight + other.weight;
    return total == 0
        ? NONE
        : new Score((mean * weight + other.mean * other.weight) / total, total);
  }
}
