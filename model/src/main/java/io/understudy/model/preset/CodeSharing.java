package io.understudy.model.preset;

/** Which codes of a codebook a scale may retrieve (NETWORKS section 3.7). */
public enum CodeSharing {
  /** The step numbered e sees the first e of as many equal groups as there are steps. */
  ALLOCATED,
  /** Every step sees all codes. */
  SHARED,
  /** The step numbered e sees only group e. */
  SPLIT
}
