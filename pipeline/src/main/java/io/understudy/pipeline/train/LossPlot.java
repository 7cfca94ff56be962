package io.understudy.pipeline.train;

import io.understudy.model.training.StepReport;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Losses over steps as one picture, means of neighbours: single steps scatter more than they fall.
 */
final class LossPlot {
  private static final int MOST_POINTS = 100;
  private static final int MOST_LABELS = 12;
  private static final int WIDTH_PIXELS = 1200;
  private static final int HEIGHT_PIXELS = 600;

  private LossPlot() {}

  /** The picture of at least one step, as PNG. */
  static byte[] png(List<StepReport> reports) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH_PIXELS)
            .height(HEIGHT_PIXELS)
            .xAxisTitle("step")
            .yAxisTitle("weighted loss")
            .build();
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisMaxLabelCount(MOST_LABELS);
    TreeSet<String> names = new TreeSet<>();
    reports.forEach(report -> names.addAll(report.losses().keySet()));
    chart.getStyler().setSeriesColors(hues(names.size()));
    names.forEach(name -> draw(name, reports, chart));
    return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
  }

  /** So many colours that differ; neighbours of the list are far apart. */
  private static Color[] hues(int count) {
    Color[] hues = new Color[count];
    for (int i = 0; i < count; i++) {
      float brightness = i % 2 == 0 ? 0.9f : 0.55f;
      hues[i] = Color.getHSBColor((float) i / count, 1, brightness);
    }
    return hues;
  }

  private static void draw(String name, List<StepReport> reports, XYChart chart) {
    List<StepReport> told =
        reports.stream()
            .filter(report -> Double.isFinite(report.losses().getOrDefault(name, Double.NaN)))
            .toList();
    if (told.isEmpty()) {
      return;
    }
    List<Double> steps = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int width = (told.size() + MOST_POINTS - 1) / MOST_POINTS;
    for (int from = 0; from < told.size(); from += width) {
      List<StepReport> part = told.subList(from, Math.min(told.size(), from + width));
      steps.add(part.stream().mapToLong(StepReport::step).average().orElseThrow());
      values.add(
          part.stream().mapToDouble(report -> report.losses().get(name)).average().orElseThrow());
    }
    chart.addSeries(name, steps, values).setMarker(SeriesMarkers.NONE);
  }
}
