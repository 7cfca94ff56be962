package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.network.PixelRange;
import io.understudy.model.perceptual.Lpips;
import io.understudy.model.perceptual.LpipsTrunk;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * LPIPS where the truth is known, each published variant by its name: {@code LPIPS-vgg} of pictures
 * in [-1, 1] (Synergizing, MCNet's script of comparisons), {@code LPIPS-vgg-unit} of pictures in
 * [0, 1] (MRFA), {@code LPIPS-alex-unit} likewise (MCNet's metrics).
 */
final class LpipsScorer implements FrameScorer {
  private final Lpips lpips;
  private final String label;

  private LpipsScorer(Lpips lpips) {
    this.lpips = lpips;
    this.label = "LPIPS-" + lpips.trunk().label();
  }

  static LpipsScorer load(LpipsFiles files) {
    try {
      return new LpipsScorer(files.open());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet) {
    frame.truth().ifPresent(truth -> compare(truth, answer.rounded(), sheet));
  }

  private void compare(Picture truth, Picture answer, ScoreSheet sheet) {
    if (lpips.trunk() == LpipsTrunk.VGG) {
      sheet.add(label, lpips.distance(truth, answer, PixelRange.SYMMETRIC));
    }
    sheet.add(label + "-unit", lpips.distance(truth, answer, PixelRange.UNIT));
  }

  @Override
  public void close() {
    lpips.close();
  }
}
