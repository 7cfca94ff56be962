package io.understudy.model.metric;

/**
 * Distances between two faces over what detectors found of them, as coded officially (NETWORKS
 * section 6). Which detector was used belongs to a figure's name: figures of different detectors
 * are not comparable. Pure; any thread.
 */
public final class FaceDistance {
  private static final double ACTIVE = 0.5;

  private FaceDistance() {}

  /**
   * Keypoint distance of one frame (AKD): mean absolute difference of the coordinates, not of the
   * positions, in the unit of the coordinates.
   */
  public static double keypoints(float[] first, float[] second) {
    requireSameLength(first, second);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs((double) first[i] - second[i]);
    }
    return sum / first.length;
  }

  /** Identity distance of one frame (AED): sum of squared differences of two embeddings. */
  public static double embeddings(float[] first, float[] second) {
    requireSameLength(first, second);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      double difference = (double) first[i] - second[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Identity likeness of one frame (CSIM): cosine of two embeddings, -1 to 1. */
  public static double cosine(float[] first, float[] second) {
    requireSameLength(first, second);
    double product = 0;
    double firstSquare = 0;
    double secondSquare = 0;
    for (int i = 0; i < first.length; i++) {
      product += (double) first[i] * second[i];
      firstSquare += (double) first[i] * first[i];
      secondSquare += (double) second[i] * second[i];
    }
    return product / Math.sqrt(firstSquare * secondSquare);
  }

  /** Rotation distance of one frame (ARD): mean absolute difference of three angles, degrees. */
  public static double rotation(float[] firstDegrees, float[] secondDegrees) {
    requireSameLength(firstDegrees, secondDegrees);
    double sum = 0;
    for (int i = 0; i < firstDegrees.length; i++) {
      sum += Math.abs(turn(firstDegrees[i], secondDegrees[i]));
    }
    return sum / firstDegrees.length;
  }

  /** Pose error of one frame (PRMSE): root of the mean squared difference of angles, degrees. */
  public static double poseError(float[] firstDegrees, float[] secondDegrees) {
    requireSameLength(firstDegrees, secondDegrees);
    double sum = 0;
    for (int i = 0; i < firstDegrees.length; i++) {
      sum += Math.pow(turn(firstDegrees[i], secondDegrees[i]), 2);
    }
    return Math.sqrt(sum / firstDegrees.length);
  }

  /**
   * Consistency of action units of one frame (AUCON): the share of units that are above 0.5 in both
   * faces or in neither, 0 to 1.
   */
  public static double actionUnits(float[] first, float[] second) {
    requireSameLength(first, second);
    int equal = 0;
    for (int i = 0; i < first.length; i++) {
      equal += first[i] > ACTIVE == second[i] > ACTIVE ? 1 : 0;
    }
    return (double) equal / first.length;
  }

  /** The shorter way from one angle to another, -180 to 180 degrees. */
  private static double turn(double from, double to) {
    return Math.IEEEremainder(to - from, 360);
  }

  private static void requireSameLength(float[] first, float[] second) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "compared arrays must have the same length above 0, got %d and %d; use one detector for both faces"
              .formatted(first.length, second.length));
    }
  }
}
