package io.understudy.connectors.face;

/**
 * The square around one face, from the brows to the chin, in pixels of the full picture; it may
 * reach over the picture's border.
 *
 * @param centreX centre from the left
 * @param centreY centre from the top
 * @param side side of the square
 * @param score how sure the detector is, in (0, 1]
 */
public record FaceBox(double centreX, double centreY, double side, double score) {
  /** Intersection over union, 0 (apart) to 1 (equal). */
  public double overlap(FaceBox other) {
    double width = shared(centreX, side, other.centreX, other.side);
    double height = shared(centreY, side, other.centreY, other.side);
    double both = width * height;
    return both / (side * side + other.side * other.side - both);
  }

  private static double shared(double a, double sideA, double b, double sideB) {
    double end = Math.min(a + sideA / 2, b + sideB / 2);
    return Math.max(0, end - Math.max(a - sideA / 2, b - sideB / 2));
  }

  /** This box, found in a part of a picture, in the whole of it. */
  FaceBox movedBy(double right, double down) {
    return new FaceBox(centreX + right, centreY + down, side, score);
  }
}
