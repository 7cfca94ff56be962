package io.understudy.model.training;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a discriminator takes part in training.
 *
 * @param form of its losses
 * @param steps steps without it: it begins when pictures are near the truth
 * @param share most that its gradient may have of the reconstruction's, 0.8 as published
 * @param channels width of its first layer, 64 as published
 */
public record AdversarialSettings(AdversarialForm form, long steps, double share, int channels)
    implements Serializable {
  /** Training without a discriminator. */
  public static final AdversarialSettings NONE =
      new AdversarialSettings(AdversarialForm.HINGE, Long.MAX_VALUE, 1, 1);

  public AdversarialSettings {
    Objects.requireNonNull(form, "form");
    if (steps < 0 || !(share > 0) || channels < 1) {
      throw new IllegalArgumentException(
          "a discriminator's first steps must not be negative, its share and channels be above 0,"
              + " got %d, %s and %d".formatted(steps, share, channels));
    }
  }

  /** As published, after {@code steps}. */
  public static AdversarialSettings published(AdversarialForm form, long steps) {
    return new AdversarialSettings(form, steps, 0.8, 64);
  }

  /** Whether the discriminator takes part in a step. */
  boolean takesPart(long step) {
    return step > steps;
  }

  /** Whether there is a discriminator at all. */
  boolean present() {
    return takesPart(Long.MAX_VALUE);
  }
}
