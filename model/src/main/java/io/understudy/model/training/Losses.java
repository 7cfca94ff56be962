package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Weighted losses of one step by name, and their sum. One step, one thread. */
final class Losses {
  private final Map<String, NDArray> terms = new LinkedHashMap<>();
  private NDArray total;

  private final Kernels kernels;
  private final LossWeights weights;
  private NDArray output;

  Losses(Kernels kernels, LossWeights weights) {
    this.kernels = kernels;
    this.weights = weights;
  }

  /** Whether a loss is taken. */
  boolean has(LossTerm loss) {
    return weights.has(loss);
  }

  /** Adds a loss, a tensor of one element, by its weight. */
  void add(LossTerm loss, NDArray value) {
    add(loss, "", value);
  }

  /** Adds a loss that is taken at several places; one that weighs nothing is not worked out. */
  void add(LossTerm loss, String place, NDArray value) {
    if (has(loss)) {
      add(name(loss) + place, weights.of(loss), value);
    }
  }

  /** Adds a loss that is the sum of several values; of none it adds nothing. */
  void addSum(LossTerm loss, String place, List<NDArray> values) {
    values.stream().reduce(NDArray::add).ifPresent(sum -> add(loss, place, sum));
  }

  private static String name(LossTerm loss) {
    return loss.name().toLowerCase(Locale.ROOT);
  }

  /** Adds {@code weight * value}, a tensor of one element. */
  void add(String name, double weight, NDArray value) {
    NDArray term = kernels.times(value, weight);
    terms.put(name, term);
    total = total == null ? term : total.add(term);
  }

  /** Notes the picture that the losses are of; borrowed. */
  void drew(NDArray picture) {
    output = picture;
  }

  /** The picture, if the step drew one. */
  Optional<NDArray> output() {
    return Optional.ofNullable(output);
  }

  /** Sum of the losses that compare the picture with the truth; only behind {@link #drew}. */
  NDArray reconstruction() {
    return Stream.of(LossTerm.PIXEL, LossTerm.PERCEPTUAL)
        .map(Losses::name)
        .filter(terms::containsKey)
        .map(terms::get)
        .reduce(NDArray::add)
        .orElseThrow();
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
