package io.understudy.pipeline.explain;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** From the source to the output. */
final class OutputSection {
  private OutputSection() {}

  static Section of(Explanation explanation) {
    List<Figure> figures = new ArrayList<>();
    figures.add(figure("source", explanation.source().picture()));
    figures.add(figure("driving picture", explanation.driving().picture()));
    explanation.rectified().ifPresent(seen -> figures.add(figure("rectified", seen.picture())));
    figures.add(
        figure(
            "source warped by the last flow alone, black beyond its edge", explanation.warped()));
    figures.add(figure("output", explanation.output()));
    return new Section(
        "Output", "Motion is applied as it stands (absolute).", List.of(new Row("", figures)));
  }

  private static Figure figure(String caption, Picture picture) {
    return Figure.photograph(
        caption, new RgbImage(picture.widthPixels(), picture.heightPixels(), picture.rgb()));
  }
}
