package io.understudy.model.weights;

import java.util.Objects;

/**
 * Where weights come from.
 *
 * @param origin how they came to be
 * @param detail the seed of initial weights, the file names of imported ones, the data of trained
 *     ones
 * @param steps optimiser steps taken, 0 where unknown
 */
public record TrainingRecord(Origin origin, String detail, long steps) {
  /** How weights came to be. */
  public enum Origin {
    /** Drawn at random, never trained. */
    INITIAL,
    /** Read from a published checkpoint. */
    IMPORTED,
    /** Trained by this project. */
    TRAINED
  }

  public TrainingRecord {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(detail, "detail");
    if (steps < 0) {
      throw new IllegalArgumentException("steps must not be negative, got " + steps);
    }
  }

  /** Untrained weights drawn with {@code seed}. */
  public static TrainingRecord initial(long seed) {
    return new TrainingRecord(Origin.INITIAL, Long.toString(seed), 0);
  }

  /** Weights read from the files of that description. */
  public static TrainingRecord imported(String files) {
    return new TrainingRecord(Origin.IMPORTED, files, 0);
  }

  /** Weights trained on the data of that description. */
  public static TrainingRecord trained(String data, long steps) {
    return new TrainingRecord(Origin.TRAINED, data, steps);
  }
}
