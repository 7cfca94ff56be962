package io.understudy.benchmarks.simulation;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long a model call takes, by the frames in its batch. Between two given sizes the time lies on
 * the line between theirs; beyond the smallest and the largest a frame costs what it costs there.
 *
 * @param millis ms above 0 by frames of at least 1, not empty
 */
public record BatchCost(TreeMap<Integer, Double> millis) implements Serializable {
  /** From any map. */
  public BatchCost(Map<Integer, Double> millis) {
    this(new TreeMap<>(millis));
  }

  public BatchCost {
    millis = new TreeMap<>(millis);
    boolean sound = millis.entrySet().stream().allMatch(e -> e.getKey() > 0 && e.getValue() > 0);
    if (millis.isEmpty() || !sound) {
      throw new IllegalArgumentException(
          "a batch's cost needs sizes of at least 1 frame and times above 0 ms, got %s: correct it"
              .formatted(millis));
    }
  }

  /** Nanoseconds of a call with {@code frames} frames, at least 1. */
  public long nanos(int frames) {
    return Math.round(1e6 * interpolated(frames));
  }

  /** The cost on a device that is {@code factor} times as fast. */
  public BatchCost fasterBy(double factor) {
    return new BatchCost(
        millis.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() / factor)));
  }

  /** Frames a second of a device that does nothing else, in batches of {@code frames}. */
  public double framesPerSecond(int frames) {
    return 1e9 * frames / nanos(frames);
  }

  private double interpolated(int frames) {
    Map.Entry<Integer, Double> below = millis.floorEntry(frames);
    Map.Entry<Integer, Double> above = millis.ceilingEntry(frames);
    if (below == null || above == null) {
      Map.Entry<Integer, Double> nearest = below == null ? above : below;
      return nearest.getValue() * frames / nearest.getKey();
    }
    if (below.getKey().equals(above.getKey())) {
      return below.getValue();
    }
    double share = (double) (frames - below.getKey()) / (above.getKey() - below.getKey());
    return below.getValue() + share * (above.getValue() - below.getValue());
  }
}
