package io.understudy.model.preset;

/**
 * Rows of a codebook that one step may retrieve.
 *
 * @param from first row
 * @param to row after the last
 */
public record CodeRange(int from, int to) {
  /** Number of rows. */
  public int size() {
    return to - from;
  }
}
