package io.understudy.pipeline.evaluate;

import io.understudy.model.weights.WeightsException;
import io.understudy.pipeline.BadInputException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks of other projects that figures are made with; without one its figures are missing.
 *
 * @param faces folder of the fetched face models, empty to do without
 * @param identity folder of the fetched identity network, empty to do without; needs faces
 * @param perceptual file or folder of a perceptual network, empty to do without
 * @param lpips files of LPIPS, one entry for each trunk
 * @param fid file of FID's network, empty to do without
 */
public record ScorerModels(
    String faces, String identity, String perceptual, List<LpipsFiles> lpips, String fid)
    implements Serializable {
  /** Measures of pixels only. */
  public static final ScorerModels NONE = new ScorerModels("", "", "", List.of(), "");

  private static final long serialVersionUID = 1;

  public ScorerModels {
    lpips = List.copyOf(lpips);
  }

  /**
   * Loads all of them once, before any clip is judged.
   *
   * @throws BadInputException if one cannot be read or is another network
   */
  public void check() {
    try {
      open().forEach(FrameScorer::close);
    } catch (WeightsException | UncheckedIOException unusable) {
      throw new BadInputException(unusable.getMessage(), unusable);
    }
  }

  /** All scorers that can be had with them; the caller closes them. */
  List<FrameScorer> open() {
    List<FrameScorer> scorers = new ArrayList<>(List.of(new PixelScorer()));
    if (!perceptual.isEmpty()) {
      scorers.add(PerceptualScorer.load(Path.of(perceptual)));
    }
    lpips.forEach(files -> scorers.add(LpipsScorer.load(files)));
    if (!fid.isEmpty()) {
      scorers.add(FidScorer.load(Path.of(fid)));
    }
    if (!faces.isEmpty()) {
      scorers.add(FaceScorer.load(Path.of(faces), identity));
    }
    return scorers;
  }
}
