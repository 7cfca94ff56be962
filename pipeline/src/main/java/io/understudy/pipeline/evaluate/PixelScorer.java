package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.metric.PixelError;
import io.understudy.model.metric.PixelMetric;

/**
 * The measures of pixels, where the truth is known: those of saved pictures, and those of pictures
 * that were never rounded, L1 as FOMM and PSNR as MRFA computes it.
 */
final class PixelScorer implements FrameScorer {
  @Override
  public void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet) {
    frame.truth().ifPresent(truth -> compare(truth, answer, sheet));
  }

  private static void compare(Picture truth, UnroundedPicture answer, ScoreSheet sheet) {
    for (PixelMetric metric : PixelMetric.values()) {
      sheet.add(metric.label(), metric.of(truth, answer.rounded()));
    }
    float[] wanted = UnroundedPicture.of(truth).values();
    sheet.add("L1-float", PixelError.meanAbsolute(wanted, answer.values()));
    sheet.add("PSNR-float", PixelError.decibels(wanted, answer.values()));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
