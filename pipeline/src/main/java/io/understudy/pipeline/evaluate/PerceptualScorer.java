package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.model.perceptual.PerceptualMetric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The measures of a perceptual network, where the truth is known: {@code PD-NETWORK}, the distance
 * of features, and {@code FD-NETWORK}, the Fréchet distance between a clip's answers and its
 * truths.
 */
final class PerceptualScorer implements FrameScorer {
  private final PerceptualMetric metric;

  private PerceptualScorer(PerceptualMetric metric) {
    this.metric = metric;
  }

  /** Loads the network at {@code path}, a file of VGG-19 or the folder of the stand-in. */
  static PerceptualScorer load(Path path) {
    try {
      return new PerceptualScorer(PerceptualMetric.open(new PerceptualFile(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void score(Picture source, TestFrame frame, Picture answer, ScoreSheet sheet) {
    frame
        .truth()
        .ifPresent(
            truth -> {
              PerceptualMetric.Comparison both = metric.compare(truth, answer);
              sheet.add("PD-" + metric.name(), both.distance());
              sheet.gather("FD-" + metric.name(), both.first(), both.second());
            });
  }

  @Override
  public void close() {
    metric.close();
  }
}
