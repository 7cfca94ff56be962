package io.understudy.pipeline.explain;

import io.understudy.model.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Keypoints on the pictures that they were found in. */
final class KeypointSection {
  private static final String TITLE = "Keypoints";

  private KeypointSection() {}

  static Section of(Explanation explanation) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.photograph("source", KeypointDrawing.of(explanation.source())));
    figures.add(
        Figure.photograph("driving picture as it came", KeypointDrawing.of(explanation.driving())));
    explanation
        .rectified()
        .ifPresent(
            seen ->
                figures.add(
                    Figure.photograph(
                        "driving picture rectified to the source's scale: these keypoints drive",
                        KeypointDrawing.of(seen))));
    String text =
        "Equal numbers and colours are equal keypoints; the strokes are the axes of their local frames."
            + (explanation.rectified().isPresent()
                ? ""
                : " This preset has no scale transformation: the driving picture is not rectified.");
    return new Section(TITLE, text, List.of(new Row("", figures)));
  }
}
