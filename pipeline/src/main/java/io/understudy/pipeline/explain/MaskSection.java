package io.understudy.pipeline.explain;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.explain.Explanation;
import io.understudy.model.explain.Intermediate;
import java.util.ArrayList;
import java.util.List;

/** Which of the sparse motions moves which place. */
final class MaskSection {
  private static final String TITLE = "Sparse motion masks";
  private static final int[] BACKGROUND = {128, 128, 128};

  private MaskSection() {}

  static Section of(Explanation explanation) {
    return explanation
        .find("mask")
        .map(MaskSection::of)
        .orElseGet(() -> Section.missing(TITLE, "This preset tells no masks."));
  }

  private static Section of(Intermediate masks) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.map("all: colours of the keypoints, grey is still", composed(masks)));
    for (int i = 0; i < masks.size(1); i++) {
      String caption = i == 0 ? "still (background)" : "motion " + (i - 1);
      figures.add(Figure.map(caption, ColourMap.VIRIDIS.draw(masks.part(i), masks.size(3), 0, 1)));
    }
    String text =
        "Each sparse motion comes from a keypoint (from a group of keypoints where motion is made of splines);"
            + " a mask says how much of it moves each place, dark blue 0, yellow 1.";
    return new Section(TITLE, text, List.of(new Row("", figures)));
  }

  private static RgbImage composed(Intermediate masks) {
    int width = masks.size(3);
    int height = masks.size(2);
    double[] sums = new double[3 * width * height];
    for (int i = 0; i < masks.size(1); i++) {
      int[] colour = i == 0 ? BACKGROUND : ColourMap.HUES.ofIndex(i - 1, masks.size(1) - 1);
      float[] shares = masks.part(i);
      for (int at = 0; at < sums.length; at++) {
        sums[at] += colour[at % 3] * shares[at / 3];
      }
    }
    byte[] rgb = new byte[sums.length];
    for (int at = 0; at < sums.length; at++) {
      rgb[at] = (byte) Math.min(255, Math.round(sums[at]));
    }
    return new RgbImage(width, height, rgb);
  }
}
