package io.understudy.pipeline.explain;

import io.understudy.model.explain.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The source's features under the motion, before and after compensation. */
final class FeatureSection {
  private static final String TITLE = "Warped and compensated features";

  private FeatureSection() {}

  static Section of(Explanation explanation) {
    List<Row> rows = new ArrayList<>();
    boolean compensated = false;
    for (int step = 0; step < Scale.COUNT; step++) {
      int side = Scale.side(step);
      Optional<FeatureMap> before =
          first(explanation, "app_before_" + step, "mcm.before_" + side, "warped_" + side);
      Optional<FeatureMap> after = first(explanation, "app_comp_" + step, "mcm.after_" + side);
      compensated |= after.isPresent();
      before
          .map(map -> after.map(other -> both(map, other)).orElseGet(() -> alone(map)))
          .ifPresent(figures -> rows.add(new Row(Scale.name(side), figures)));
    }
    return new Section(TITLE, text(compensated), rows);
  }

  private static String text(boolean compensated) {
    return "Colours are the three strongest principal components of each map by itself: they show its"
        + " structure. Strengths are means of absolute channels over one range for each scale."
        + (compensated
            ? ""
            : " This preset compensates nothing: it has neither codebooks nor a memory.");
  }

  private static Optional<FeatureMap> first(Explanation explanation, String... names) {
    return Arrays.stream(names)
        .flatMap(name -> explanation.find(name).stream())
        .findFirst()
        .map(FeatureMap::new);
  }

  private static List<Figure> alone(FeatureMap map) {
    return List.of(
        Figure.map("warped, not compensated", FeatureColours.of(map)),
        strength("strength of warped", map, highest(map)));
  }

  private static List<Figure> both(FeatureMap before, FeatureMap after) {
    double highest = Math.max(highest(before), highest(after));
    return List.of(
        Figure.map("warped", FeatureColours.of(before)),
        Figure.map("compensated", FeatureColours.of(after)),
        strength("strength of warped", before, highest),
        strength("strength of compensated", after, highest),
        strength("strength of their difference", before.minus(after), highest));
  }

  private static Figure strength(String caption, FeatureMap map, double highest) {
    return Figure.map(caption, ColourMap.VIRIDIS.draw(map.meanAbsolute(), map.width(), 0, highest));
  }

  private static double highest(FeatureMap map) {
    double highest = 0;
    for (float mean : map.meanAbsolute()) {
      highest = Math.max(highest, mean);
    }
    return highest;
  }
}
