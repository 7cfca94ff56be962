package io.understudy.pipeline.explain;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.explain.Explanation;
import io.understudy.model.explain.Intermediate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is read from the facial memory, and what the implicit scale code makes of it. */
final class MemorySection {
  private static final String TITLE = "Facial memory";
  private static final String TEXT =
      "The memory is a map of its own; places of the picture attend to places of the memory. First"
          + " what all places read on the mean, then what those under some driving keypoints read;"
          + " an equal share is what each place of the memory gets where nothing is preferred."
          + " Below channels of the memory, those that vary most before the implicit scale code;"
          + " each picture spans its own range.";

  /** Keypoints and channels that are shown. */
  private static final int SHOWN = 5;

  private MemorySection() {}

  static Section of(Explanation explanation) {
    List<Row> rows = new ArrayList<>();
    for (int step = 0; step < Scale.COUNT; step++) {
      int side = Scale.side(step);
      explanation
          .find("mcm.attention_" + side)
          .map(found -> attention(explanation, found))
          .ifPresent(
              figures ->
                  rows.add(new Row(Scale.name(side) + ": attention over the memory", figures)));
    }
    rows.addAll(channels(explanation));
    return rows.isEmpty()
        ? Section.missing(TITLE, "This preset has no memory.")
        : new Section(TITLE, TEXT, rows);
  }

  /**
   * @param weights (1, places, cells) of square maps
   */
  private static List<Figure> attention(Explanation explanation, Intermediate weights) {
    int places = (int) Math.round(Math.sqrt(weights.size(1)));
    List<Figure> figures = new ArrayList<>();
    figures.add(cells("all places", mean(weights)));
    float[] keypoints = explanation.driver().keypoints().values();
    for (int i = 0; i < Math.min(SHOWN, keypoints.length / 2); i++) {
      int column = place(keypoints[2 * i], places);
      int row = place(keypoints[2 * i + 1], places);
      figures.add(cells("place of keypoint " + i, weights.part(row * places + column)));
    }
    return figures;
  }

  private static int place(double coordinate, int count) {
    return (int) Math.min(count - 1, Math.max(0, Math.round((coordinate + 1) / 2 * (count - 1))));
  }

  private static float[] mean(Intermediate weights) {
    float[] mean = new float[weights.size(2)];
    for (int i = 0; i < weights.values().length; i++) {
      mean[i % mean.length] += weights.values()[i] / weights.size(1);
    }
    return mean;
  }

  /** Each map spans its own range: only the caption tells whether anything is preferred. */
  private static Figure cells(String place, float[] shares) {
    Range range = Range.of(shares);
    String caption =
        String.format(
            Locale.ROOT,
            "%s, %.2f to %.2f of an equal share",
            place,
            range.low() * shares.length,
            range.high() * shares.length);
    return Figure.map(caption, range.draw(shares, (int) Math.round(Math.sqrt(shares.length))));
  }

  private static List<Row> channels(Explanation explanation) {
    Optional<FeatureMap> before =
        IntStream.range(0, Scale.COUNT)
            .mapToObj(step -> explanation.find("mcm.memory_before_" + Scale.side(step)))
            .flatMap(Optional::stream)
            .findFirst()
            .map(FeatureMap::new);
    if (before.isEmpty()) {
      return List.of();
    }
    List<Integer> strongest =
        IntStream.range(0, before.get().channels())
            .boxed()
            .sorted(Comparator.comparingDouble(channel -> -before.get().variance(channel)))
            .limit(SHOWN)
            .toList();
    List<Row> rows = new ArrayList<>();
    rows.add(row("Memory before the implicit scale code", before.get(), strongest));
    for (int step = 0; step < Scale.COUNT; step++) {
      int side = Scale.side(step);
      explanation
          .find("mcm.memory_" + side)
          .map(FeatureMap::new)
          .ifPresent(
              after ->
                  rows.add(
                      row(
                          Scale.name(side) + ": memory after the implicit scale code",
                          after,
                          strongest)));
    }
    return rows;
  }

  private static Row row(String label, FeatureMap memory, List<Integer> channels) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.map("strength of all channels", spanned(memory.meanAbsolute(), memory.width())));
    for (int channel : channels) {
      figures.add(
          Figure.map("channel " + channel, spanned(memory.array().part(channel), memory.width())));
    }
    return new Row(label, figures);
  }

  private static RgbImage spanned(float[] values, int width) {
    return Range.of(values).draw(values, width);
  }

  private record Range(float low, float high) {
    static Range of(float[] values) {
      float low = values[0];
      float high = values[0];
      for (float value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return new Range(low, high);
    }

    RgbImage draw(float[] values, int width) {
      return ColourMap.VIRIDIS.draw(values, width, low, high);
    }
  }
}
