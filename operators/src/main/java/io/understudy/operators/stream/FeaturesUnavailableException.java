package io.understudy.operators.stream;

/** A stream's source features cannot be brought to the device; the message says why. */
final class FeaturesUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  FeaturesUnavailableException(FeatureKey key, String why) {
    super(
        "source features made by %s cannot be used (%s): publish the source or its session again"
            .formatted(key.model(), why));
  }
}
