package io.understudy.pipeline.cli;

import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.TpsmConfiguration;
import io.understudy.model.training.LossTerm;
import io.understudy.pipeline.BadInputException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the options of {@code train} mean for a preset. Immutable.
 *
 * @param preset what is trained
 */
record TrainedPreset(Preset preset) {
  /** Side of the pictures where none is asked for: small ones where the network takes them. */
  int usualSize() {
    return preset.configuration().usualTrainingPixels();
  }

  /**
   * Refuses weights of losses that would be left out without a word.
   *
   * @param losses what the user weighs
   * @param perceptual whether there is a perceptual network
   * @param landmarks whether landmarks are known
   * @throws BadInputException naming the first of them
   */
  void require(Map<LossTerm, Double> losses, boolean perceptual, boolean landmarks) {
    losses.forEach(
        (term, weight) ->
            lacking(term, perceptual, landmarks)
                .filter(reason -> weight != 0)
                .ifPresent(
                    reason -> {
                      throw new BadInputException(
                          "--loss %s=%s would do nothing: %s, or leave it out"
                              .formatted(term.name().toLowerCase(Locale.ROOT), weight, reason));
                    }));
  }

  private Optional<String> lacking(LossTerm term, boolean perceptual, boolean landmarks) {
    return switch (term) {
      case PERCEPTUAL ->
          perceptual
              ? Optional.empty()
              : Optional.of("it compares by a network, name one with --perceptual");
      case LANDMARKS, LANDMARK_SHAPE, FLOW, EXPRESSION ->
          landmarks
              ? Optional.empty()
              : Optional.of(
                  "it needs landmarks, fetch the face mesh with 'understudy models faces' and go"
                      + " without --no-landmarks");
      default ->
          hasPart(term)
              ? Optional.empty()
              : Optional.of(
                  "preset %s has no part that it is of, give one that has"
                      .formatted(preset.name()));
    };
  }

  private boolean hasPart(LossTerm term) {
    ModelConfiguration configuration = preset.configuration();
    return switch (term) {
      case DRAWN ->
          configuration instanceof McnetConfiguration || configuration instanceof TpsmConfiguration;
      case VISIBLE -> configuration instanceof McnetConfiguration;
      case CODES, REBUILT_FLOW, FROM_SMALLEST -> configuration.codebooks().isPresent();
      case CONSISTENCY -> configuration.memory().isPresent();
      case RECTIFIED, FIDUCIALS -> configuration.scaleTransformation().isPresent();
      default -> true;
    };
  }
}
