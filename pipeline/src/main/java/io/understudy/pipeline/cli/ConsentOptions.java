package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.Consent;
import io.understudy.pipeline.BadInputException;
import picocli.CommandLine.Option;

/** The permission to animate a portrait, without which the engine refuses it. */
final class ConsentOptions {
  private static final String RENDERED = "rendered by Understudy, shows nobody";

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Who the portrait shows, for the consent record.")
  private String subject;

  @Option(
      names = "--consent",
      paramLabel = "REFERENCE",
      description = {
        "Where the signed consent of the person shown is filed. publish asks for both; alone on",
        "this machine they say private use. Animate only people who have agreed."
      })
  private String reference;

  /** The consent for a portrait that does not leave this machine. */
  Consent privately() {
    return new Consent(
        subject == null ? "unnamed" : subject,
        "reenactment",
        0,
        reference == null ? "given on the command line, private use" : reference);
  }

  /**
   * The consent for a portrait that is published.
   *
   * @throws BadInputException if the user did not say who is shown and where it is filed
   */
  Consent recorded() {
    if (subject == null || reference == null) {
      throw new BadInputException(
          "a portrait is published with --subject and --consent only, got %s: say who it shows and where the signed consent is filed"
              .formatted(
                  subject == null
                      ? reference == null ? "neither" : "no --subject"
                      : "no --consent"));
    }
    return new Consent(subject, "reenactment", 0, reference);
  }

  /** The consent for the rendered sample. */
  static Consent rendered() {
    return new Consent("rendered head", "reenactment", 0, RENDERED);
  }
}
