package io.understudy.pipeline.evaluate;

import java.util.List;

/**
 * A clip's own figures, and what it adds to those of the corpus.
 *
 * @param features empty for a skipped clip
 */
record JudgedClip(ClipResult result, List<ClipFeatures> features) {
  JudgedClip {
    features = List.copyOf(features);
  }
}
