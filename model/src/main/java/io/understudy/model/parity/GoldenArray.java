package io.understudy.model.parity;

import io.understudy.model.weights.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reference array: whole, or as a sample of its elements with the statistics of all of them
 * (manifest, {@code sampling}). Immutable.
 */
final class GoldenArray {
  private static final String SAMPLE = "@sample";
  private static final String SHAPE = "@shape";
  private static final String STATISTICS = "@stats";
  private static final int SAMPLE_STRIDE = 9973;

  private final String name;
  private final long[] shape;
  private final float[] values;
  private final boolean integers;
  private final float[] statistics;

  private GoldenArray(
      String name, long[] shape, float[] values, boolean integers, float[] statistics) {
    this.name = name;
    this.shape = shape;
    this.values = values;
    this.integers = integers;
    this.statistics = statistics;
  }

  /**
   * The arrays of one file, samples joined with their shape and statistics.
   *
   * @throws IllegalArgumentException if a sample lacks one of them
   */
  static List<GoldenArray> all(Map<String, NpyArray> file) {
    List<GoldenArray> arrays = new ArrayList<>();
    for (Map.Entry<String, NpyArray> entry : file.entrySet()) {
      String name = entry.getKey();
      NpyArray array = entry.getValue();
      if (name.endsWith(SAMPLE)) {
        arrays.add(sampled(name.substring(0, name.length() - SAMPLE.length()), file));
      } else if (!name.endsWith(SHAPE) && !name.endsWith(STATISTICS)) {
        boolean integers = !array.descriptor().startsWith("<f");
        arrays.add(new GoldenArray(name, array.shape(), array.floats(), integers, new float[0]));
      }
    }
    return arrays;
  }

  private static GoldenArray sampled(String name, Map<String, NpyArray> file) {
    NpyArray shape = file.get(name + SHAPE);
    NpyArray statistics = file.get(name + STATISTICS);
    if (shape == null || statistics == null || statistics.size() != Statistics.NAMES.size()) {
      throw new IllegalArgumentException(
          "array %s is sampled, but %s or %s beside it is absent or of another length"
              .formatted(name, name + SHAPE, name + STATISTICS));
    }
    long[] sizes = Arrays.stream(shape.doubles()).mapToLong(side -> (long) side).toArray();
    NpyArray sample = file.get(name + SAMPLE);
    return new GoldenArray(name, sizes, sample.floats(), false, statistics.floats());
  }

  String name() {
    return name;
  }

  /** Sizes of the whole array. */
  long[] shape() {
    return shape.clone();
  }

  /** Whether the elements are integers or flags, which must be equal. */
  boolean integers() {
    return integers;
  }

  /** The elements that are compared: all, or the sample. */
  float[] values() {
    return values;
  }

  /** Mean, deviation, least and largest of the whole array, where this is a sample. */
  Optional<float[]> statistics() {
    return statistics.length == 0 ? Optional.empty() : Optional.of(statistics);
  }

  /** The elements of {@code actual}, of the same shape, that stand against {@link #values}. */
  float[] counterpart(HostArray actual) {
    if (statistics.length == 0) {
      return actual.values();
    }
    float[] sample = new float[values.length];
    for (int j = 0; j < sample.length; j++) {
      sample[j] = actual.values()[(int) ((long) j * SAMPLE_STRIDE % actual.values().length)];
    }
    return sample;
  }
}
