package io.understudy.pipeline.evaluate;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks of other projects that figures are made with; without one its figures are missing.
 *
 * @param faces folder of the fetched face models, empty to do without
 * @param identity folder of the fetched identity network, empty to do without; needs faces
 * @param perceptual file or folder of a perceptual network, empty to do without
 */
public record ScorerModels(String faces, String identity, String perceptual)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** All scorers that can be had with them; the caller closes them. */
  List<FrameScorer> open() {
    List<FrameScorer> scorers = new ArrayList<>(List.of(new PixelScorer()));
    if (!perceptual.isEmpty()) {
      scorers.add(PerceptualScorer.load(Path.of(perceptual)));
    }
    if (!faces.isEmpty()) {
      scorers.add(FaceScorer.load(Path.of(faces), identity));
    }
    return scorers;
  }
}
