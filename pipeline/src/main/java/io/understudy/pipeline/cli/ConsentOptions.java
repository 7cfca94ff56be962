package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.Consent;
import picocli.CommandLine.Option;

/** The permission to animate a portrait, without which the engine refuses it. */
final class ConsentOptions {
  private static final String RENDERED = "rendered by Understudy, shows nobody";

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Who the portrait shows, for the consent record (default: ${DEFAULT-VALUE}).")
  private String subject = "unnamed";

  @Option(
      names = "--consent",
      paramLabel = "REFERENCE",
      description = {
        "Where the signed consent of the person shown is filed (default: ${DEFAULT-VALUE}).",
        "Animate only people who have agreed."
      })
  private String reference = "given on the command line, private use";

  /** The consent for a portrait of the user. */
  Consent given() {
    return new Consent(subject, "reenactment", 0, reference);
  }

  /** The consent for the rendered sample. */
  static Consent rendered() {
    return new Consent("rendered head", "reenactment", 0, RENDERED);
  }
}
