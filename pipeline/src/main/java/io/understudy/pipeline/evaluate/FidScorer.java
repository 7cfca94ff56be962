package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.perceptual.FidNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * FID over all frames of all clips: {@code FID} of answers to truths where they are known, {@code
 * FID-source} of answers to sources (Synergizing; NETWORKS section 6).
 */
final class FidScorer implements FrameScorer {
  private static final String LABEL = "FID";

  private final FidNetwork network;
  private final RecentPictures<float[]> features;

  private FidScorer(FidNetwork network) {
    this.network = network;
    this.features = new RecentPictures<>(network::features);
  }

  static FidScorer load(Path file) {
    try {
      return new FidScorer(FidNetwork.open(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet) {
    sheet.pool(LABEL, FeatureSet.ANSWER, features.of(answer.rounded()));
    sheet.pool(LABEL, FeatureSet.SOURCE, features.of(source));
    frame.truth().ifPresent(truth -> sheet.pool(LABEL, FeatureSet.TRUTH, features.of(truth)));
  }

  @Override
  public void close() {
    network.close();
  }
}
