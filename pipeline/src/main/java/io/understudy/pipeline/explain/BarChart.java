package io.understudy.pipeline.explain;

import java.util.Locale;

/** Bars as SVG in the colour of the text around. Pure. */
final class BarChart {
  private static final int HEIGHT = 100;

  private BarChart() {}

  /** One bar for each height, the highest as high as the chart. */
  static String svg(float[] heights) {
    float highest = 0;
    for (float height : heights) {
      highest = Math.max(highest, height);
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < heights.length; i++) {
      if (heights[i] > 0) {
        double height = HEIGHT * (double) heights[i] / highest;
        path.append(String.format(Locale.ROOT, "M%d %dh1v-%.1fh-1z", i, HEIGHT, height));
      }
    }
    return "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\"><path d=\"%s\"/></svg>"
        .formatted(heights.length, HEIGHT, path);
  }
}
