package io.understudy.model.preset;

/**
 * How the consistency loss of a facial memory (MCNet Eq. 5, NETWORKS section 2.3) compares values
 * with the feature that asks: where their sizes differ the paper does not say how, and the released
 * code resizes the feature.
 */
public enum ConsistencyForm {
  /** The feature is resized to the memory (released code). */
  RESIZED_FEATURE,
  /** The feature stays as it is, as the equation has it; values are resized to it (paper). */
  WHOLE_FEATURE;

  /** The form that a network is trained with, as released where it has no memory. */
  public static ConsistencyForm of(ModelConfiguration configuration) {
    return configuration
        .memory()
        .flatMap(memory -> memory.switchesOrReleased().consistency())
        .orElse(RESIZED_FEATURE);
  }
}
