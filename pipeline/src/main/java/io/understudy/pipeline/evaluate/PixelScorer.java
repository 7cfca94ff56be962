package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.metric.PixelMetric;

/** The measures of pixels, where the truth is known. */
final class PixelScorer implements FrameScorer {
  @Override
  public void score(Picture source, TestFrame frame, Picture answer, ScoreSheet sheet) {
    frame
        .truth()
        .ifPresent(
            truth -> {
              for (PixelMetric metric : PixelMetric.values()) {
                sheet.add(metric.label(), metric.of(truth, answer));
              }
            });
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
