package io.understudy.pipeline.cli;

import io.understudy.model.training.AdversarialForm;
import io.understudy.model.training.AdversarialSettings;
import io.understudy.pipeline.BadInputException;
import picocli.CommandLine.Option;

/** Whether a discriminator takes part in training. */
final class AdversaryOptions {
  @Option(
      names = "--adversary",
      paramLabel = "none|hinge|least-squares",
      description = "Train a discriminator beside the network (default: ${DEFAULT-VALUE}).")
  private String form = "none";

  @Option(
      names = "--adversary-after",
      paramLabel = "STEPS",
      description = "Steps without it, until pictures are sharp (default: ${DEFAULT-VALUE}).")
  private long steps = 5_000;

  /**
   * What was chosen, for a run that has so many steps.
   *
   * @throws BadInputException if there is no such form, or it would never take part
   */
  AdversarialSettings settings(long lastStep) {
    AdversarialSettings chosen = settings();
    if (!form.equals("none") && lastStep <= steps) {
      throw new BadInputException(
          "--adversary %s takes part behind step %d (--adversary-after), the run ends with step %d: give more --steps, or fewer without it"
              .formatted(form, steps, lastStep));
    }
    return chosen;
  }

  private AdversarialSettings settings() {
    return switch (form) {
      case "none" -> AdversarialSettings.NONE;
      case "hinge" -> AdversarialSettings.published(AdversarialForm.HINGE, steps);
      case "least-squares" -> AdversarialSettings.published(AdversarialForm.LEAST_SQUARES, steps);
      default ->
          throw new BadInputException(
              "--adversary is %s, it must be none, hinge or least-squares: choose one of these"
                  .formatted(form));
    };
  }
}
