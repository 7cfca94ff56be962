package io.understudy.pipeline.evaluate;

/** What the pictures of a set show. */
public enum FeatureSet {
  /** The source of each judged frame. */
  SOURCE,

  /** What should have been answered. */
  TRUTH,

  /** What was answered. */
  ANSWER
}
