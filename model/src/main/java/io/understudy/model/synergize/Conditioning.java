package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;

/**
 * What a network that stands on {@link SynergizeNetwork} changes in its maps while it decodes one
 * batch. Tensors are borrowed; results belong to the open scope.
 */
public interface Conditioning {
  /** Changes nothing. */
  Conditioning NONE = new Conditioning() {};

  /** Which codebook is asked. */
  enum Asker {
    MOTION,
    APPEARANCE
  }

  /**
   * The compensated features of a scale on their way into the generator.
   *
   * @param side side of the map: 32, 64, 128 or 256
   * @param features (B, C, side, side) in working type
   */
  default NDArray compensated(int side, NDArray features) {
    return features;
  }

  /** The generator's map of a scale, 64, 128 or 256, before the features enter it. */
  default NDArray decoded(int side, NDArray map) {
    return map;
  }

  /**
   * The tokens that ask a codebook.
   *
   * @param tokens (B, 1024, E) in working type
   */
  default NDArray query(Asker asker, NDArray tokens) {
    return tokens;
  }
}
