package io.understudy.model.training;

/** How a discriminator's scores become losses. */
public enum AdversarialForm {
  /**
   * Discriminator {@code mean(max(0, 1 - D(real))) + mean(max(0, 1 + D(made)))}, generator {@code
   * -mean(D(made))} (NETWORKS section 3.8).
   */
  HINGE("hinge_discriminator", "hinge_generator"),
  /**
   * Discriminator {@code mean((1 - D(real))^2 + D(made)^2)}, generator {@code mean((1 -
   * D(made))^2)} (NETWORKS section 1.7).
   */
  LEAST_SQUARES("least_squares_discriminator", "least_squares_generator");

  private final String ofDiscriminator;
  private final String ofGenerator;

  AdversarialForm(String ofDiscriminator, String ofGenerator) {
    this.ofDiscriminator = ofDiscriminator;
    this.ofGenerator = ofGenerator;
  }

  /** Name of the kernel of real and made pictures' scores. */
  String ofDiscriminator() {
    return ofDiscriminator;
  }

  /** Name of the kernel of made pictures' scores. */
  String ofGenerator() {
    return ofGenerator;
  }
}
