package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Weighted losses of one step by name, and their sum. One step, one thread. */
final class Losses {
  private final Map<String, NDArray> terms = new LinkedHashMap<>();
  private NDArray total;

  private final LossWeights weights;

  Losses(LossWeights weights) {
    this.weights = weights;
  }

  /** Adds a loss, a tensor of one element, by its weight. */
  void add(LossTerm loss, NDArray value) {
    add(loss, "", value);
  }

  /** Adds a loss that is taken at several places. */
  void add(LossTerm loss, String place, NDArray value) {
    add(loss.name().toLowerCase(Locale.ROOT) + place, weights.of(loss), value);
  }

  private void add(String name, double weight, NDArray value) {
    NDArray term = value.mul((float) weight);
    terms.put(name, term);
    total = total == null ? term : total.add(term);
  }

  NDArray total() {
    return total;
  }

  /** The values, copied to the heap. */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    terms.forEach((name, term) -> values.put(name, (double) term.getFloat()));
    values.put("total", (double) total.getFloat());
    return values;
  }
}
