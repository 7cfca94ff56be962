package io.understudy.pipeline.explain;

import io.understudy.model.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Where the source is seen, and where the network has to invent. */
final class OcclusionSection {
  private static final String TITLE = "Occlusion";

  private OcclusionSection() {}

  static Section of(Explanation explanation) {
    List<Figure> figures = new ArrayList<>();
    add(figures, explanation, "occlusion_map", "of the initial flow");
    for (int step = 0; step < Scale.COUNT; step++) {
      add(figures, explanation, "occlusion_map_" + step, "map " + step);
      add(figures, explanation, "occ_" + step, "refined at " + Scale.side(step));
    }
    return new Section(
        TITLE,
        "Yellow (1): the moved source is shown; dark blue (0): it is hidden and must be made up.",
        List.of(new Row("", figures)));
  }

  private static void add(
      List<Figure> figures, Explanation explanation, String name, String caption) {
    explanation
        .find(name)
        .ifPresent(
            map ->
                figures.add(
                    Figure.map(caption, ColourMap.VIRIDIS.draw(map.values(), map.size(3), 0, 1))));
  }
}
