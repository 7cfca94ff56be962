package io.understudy.connectors.face;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of several faces is meant.
 *
 * @param rule how the face is chosen
 * @param x for {@link Rule#NEAREST}: place as a fraction of the picture's width, 0 to 1
 * @param y for {@link Rule#NEAREST}: place as a fraction of the picture's height, 0 to 1
 * @param index for {@link Rule#INDEX}: position in the row of faces from left to right, from 0
 */
public record FaceChoice(Rule rule, double x, double y, int index) implements Serializable {
  /** How a face is chosen. */
  public enum Rule {
    LARGEST,
    NEAREST,
    INDEX
  }

  /** Faces that share this much of their area are one and the same. */
  static final double SAME_FACE = 0.3;

  public FaceChoice {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1) || index < 0) {
      throw new IllegalArgumentException(
          "a face is chosen at x and y from 0 to 1 or by an index from 0, got %s, %s and %d"
              .formatted(x, y, index));
    }
  }

  /** The largest face. */
  public static FaceChoice largest() {
    return new FaceChoice(Rule.LARGEST, 0, 0, 0);
  }

  /** The face nearest to a place, given as fractions of the picture's width and height. */
  public static FaceChoice nearest(double x, double y) {
    return new FaceChoice(Rule.NEAREST, x, y, 0);
  }

  /** The face at {@code index} from the left, from 0. */
  public static FaceChoice index(int index) {
    return new FaceChoice(Rule.INDEX, 0, 0, index);
  }

  /**
   * The chosen one of {@code faces}, empty where there is none or somebody else has it.
   *
   * @param taken faces that others follow already
   */
  Optional<FaceBox> choose(
      List<FaceBox> faces, List<FaceBox> taken, int widthPixels, int heightPixels) {
    Stream<FaceBox> free = faces.stream().filter(face -> isFree(face, taken));
    return switch (rule) {
      case LARGEST -> free.max(Comparator.comparingDouble(FaceBox::side));
      case NEAREST ->
          free.min(
              Comparator.comparingDouble(
                  face ->
                      Math.hypot(
                          face.centreX() - x * widthPixels, face.centreY() - y * heightPixels)));
      case INDEX ->
          faces.stream()
              .sorted(Comparator.comparingDouble(FaceBox::centreX))
              .skip(index)
              .findFirst()
              .filter(face -> isFree(face, taken));
    };
  }

  static boolean isFree(FaceBox face, List<FaceBox> taken) {
    return taken.stream().noneMatch(other -> face.overlap(other) > SAME_FACE);
  }
}
