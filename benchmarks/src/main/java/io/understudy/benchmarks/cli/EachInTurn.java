package io.understudy.benchmarks.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Several things measured one after the other for one table. */
final class EachInTurn {
  private EachInTurn() {}

  /**
   * Measures each of {@code things}; what was measured until one of them failed, or until the
   * process was to end, is shown all the same.
   *
   * @param shown takes what was measured, where that is anything
   */
  static <T, F> List<F> measure(
      List<T> things, Function<T, F> measurement, Consumer<List<F>> shown) {
    List<F> figures = new ArrayList<>();
    try {
      for (T thing : things) {
        figures.add(measurement.apply(thing));
      }
      return figures;
    } finally {
      if (!figures.isEmpty()) {
        shown.accept(figures);
      }
    }
  }
}
