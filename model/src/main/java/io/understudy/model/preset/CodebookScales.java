package io.understudy.model.preset;

import java.util.List;

/** At which scales a codebook compensates (NETWORKS section 3.9, ablations). */
public enum CodebookScales {
  /** Nowhere: the codebook and its transformer do not exist. */
  NONE(List.of()),
  /** At 32x32 only. */
  SINGLE(List.of(32)),
  /** At 32, 64, 128 and 256. */
  MULTI(List.of(32, 64, 128, 256));

  private final List<Integer> sides;

  CodebookScales(List<Integer> sides) {
    this.sides = sides;
  }

  /** Sides of the maps in pixels, in the order of the steps. */
  public List<Integer> sides() {
    return sides;
  }
}
