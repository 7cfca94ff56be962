package io.understudy.model.preset;

/** How many blocks the Synergize generator has (NETWORKS section 3.2). */
public enum GeneratorDepth {
  /** As published: two residual blocks at each scale, four and three attentions at 32. */
  PUBLISHED,
  /**
   * For live feeds: one residual block at each scale, behind the features that enter there, two and
   * one attention at 32; maps take the next scale's width where they are doubled.
   */
  SHALLOW
}
