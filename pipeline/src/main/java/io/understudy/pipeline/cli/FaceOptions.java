package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.FaceTracking.Choice;
import io.understudy.connectors.contract.FaceTracking.Lost;
import io.understudy.connectors.contract.JitterFilter;
import io.understudy.pipeline.BadInputException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How the driving face is found, followed and calmed. */
final class FaceOptions {
  private static final Pattern FACE =
      Pattern.compile(
          "centre|largest|nearest:(?<x>[0-9.]+),(?<y>[0-9.]+)|index:(?<index>\\d{1,4})");

  @Option(
      names = "--jitter-filter",
      paramLabel = "HZ[,PER_SPEED[,SPEED_HZ]]",
      arity = "0..1",
      fallbackValue = "1",
      description = {
        "Calm the driving keypoints by a one-euro filter (default: no filter; without numbers: 1,12,1):",
        "cutoff at rest, its rise with speed, and the cutoff of the speed."
      })
  private String jitterFilter;

  @Option(
      names = "--face",
      paramLabel = "largest|nearest:X,Y|index:N|centre",
      description = {
        "Find and follow this face in whole pictures; centre takes the centred square instead",
        "(default: largest with --paste-back, else centre).",
        "X and Y are fractions of the picture, N counts from the left, from 0."
      })
  private String face;

  @Option(
      names = "--lost-face",
      paramLabel = "hold|pass-through|slate",
      description = "What is shown while there is no face (default: hold).")
  private String lost;

  @Option(
      names = "--smallest-face",
      paramLabel = "SHARE",
      description =
          "Side of the smallest face that is taken over the picture's shorter edge (default: 0.12).")
  private Double smallestShare;

  /** The filter, null where none is wanted. */
  JitterFilter jitterFilter() {
    if (jitterFilter == null) {
      return null;
    }
    JitterFilter usual = JitterFilter.DEFAULT;
    double[] numbers = {
      usual.restingCutoffHertz(), usual.cutoffPerSpeed(), usual.speedCutoffHertz()
    };
    try {
      double[] given =
          Arrays.stream(jitterFilter.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      System.arraycopy(given, 0, numbers, 0, given.length);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new BadInputException(
          "--jitter-filter is '%s', it must be one to three numbers HZ,PER_SPEED,SPEED_HZ; write for example 1,12,1"
              .formatted(jitterFilter),
          e);
    }
    try {
      return new JitterFilter(numbers[0], numbers[1], numbers[2]);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--jitter-filter: " + e.getMessage(), e);
    }
  }

  /** How the face is followed, null where a fixed crop is used; {@code otherwise} if unsaid. */
  FaceTracking trackingOr(FaceTracking otherwise) {
    if (face == null && lost == null && smallestShare == null) {
      return otherwise;
    }
    FaceTracking usual = FaceTracking.DEFAULT;
    return tracking(
        face == null ? "largest" : face,
        lost == null ? usual.lost() : lost(),
        smallestShare == null ? usual.smallestShare() : smallestShare);
  }

  /** How the face is followed that {@code face} names, null for the centre. */
  static FaceTracking tracking(String face, Lost lost, double smallestShare) {
    Matcher matcher = FACE.matcher(face);
    if (!matcher.matches()) {
      throw new BadInputException(
          "--face is '%s', it must be largest, nearest:X,Y, index:N or centre; write for example nearest:0.5,0.3"
              .formatted(face));
    }
    if ("centre".equals(face)) {
      return null;
    }
    try {
      return new FaceTracking(
          choice(matcher),
          number(matcher.group("x")),
          number(matcher.group("y")),
          (int) number(matcher.group("index")),
          lost,
          smallestShare);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--face: " + e.getMessage(), e);
    }
  }

  private static Choice choice(Matcher matcher) {
    if (matcher.group("x") != null) {
      return Choice.NEAREST;
    }
    return matcher.group("index") == null ? Choice.LARGEST : Choice.INDEX;
  }

  private static double number(String text) {
    return text == null ? 0 : Double.parseDouble(text);
  }

  private Lost lost() {
    return switch (lost) {
      case "hold" -> Lost.HOLD;
      case "pass-through" -> Lost.PASS_THROUGH;
      case "slate" -> Lost.SLATE;
      default ->
          throw new BadInputException(
              "--lost-face is '%s', it must be hold, pass-through or slate; choose one"
                  .formatted(lost));
    };
  }
}
