package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.metric.FeatureMoments;
import io.understudy.model.metric.FrechetDistance;
import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.model.perceptual.PerceptualMetric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The measures of a perceptual network, where the truth is known: {@code PD-NETWORK}, the distance
 * of features, and the Fréchet distance between answers and truths, of a clip {@code FD-NETWORK}
 * and of all clips together {@code FD-NETWORK-all}.
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
  public void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet) {
    frame
        .truth()
        .ifPresent(
            truth -> {
              PerceptualMetric.Comparison both = metric.compare(truth, answer.rounded());
              String label = "FD-" + metric.name();
              sheet.add("PD-" + metric.name(), both.distance());
              sheet.gather(label, PerceptualScorer::distance, both.first(), both.second());
              sheet.pool(label + "-all", FeatureSet.TRUTH, both.first());
              sheet.pool(label + "-all", FeatureSet.ANSWER, both.second());
            });
  }

  private static Optional<Score> distance(List<float[]> wanted, List<float[]> answered) {
    return FrechetDistance.of(moments(wanted), moments(answered)).stream()
        .mapToObj(value -> new Score(value, 1))
        .findAny();
  }

  private static FeatureMoments moments(List<float[]> vectors) {
    FeatureMoments moments = new FeatureMoments();
    moments.add(vectors);
    return moments;
  }

  @Override
  public void close() {
    metric.close();
  }
}
