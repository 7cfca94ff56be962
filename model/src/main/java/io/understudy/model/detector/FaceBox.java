package io.understudy.model.detector;

/**
 * Where a face is.
 *
 * @param centreX centre, pixels of the picture
 * @param centreY centre, pixels of the picture
 * @param sidePixels the longer side
 * @param rollRadians angle of the line through the eyes, clockwise on screen
 * @param score 0 to 1
 */
record FaceBox(
    double centreX, double centreY, double sidePixels, double rollRadians, double score) {
  /** How far the mesh network wants to see around a face. */
  private static final double MARGIN = 1.5;

  /**
   * The affine map from a square of {@code size} pixels to the picture around this face, row-major
   * 2x3.
   */
  double[] fromSquare(int size) {
    return fromSquare(size, MARGIN);
  }

  /** The same with another margin: the square's side over the face's. */
  double[] fromSquare(int size, double margin) {
    double scale = margin * sidePixels / size;
    double cos = scale * Math.cos(rollRadians);
    double sin = scale * Math.sin(rollRadians);
    double half = size / 2.0;
    return new double[] {
      cos, -sin, centreX - cos * half + sin * half, sin, cos, centreY - sin * half - cos * half
    };
  }

  /**
   * What the two squares share over the smaller one, their roll left aside: 0 (apart) to 1 (one in
   * the other, as the same face is found in a small and a large part of a picture).
   */
  double overlap(FaceBox other) {
    double width = shared(centreX, sidePixels, other.centreX, other.sidePixels);
    double height = shared(centreY, sidePixels, other.centreY, other.sidePixels);
    double smaller = Math.min(sidePixels, other.sidePixels);
    return width * height / (smaller * smaller);
  }

  private static double shared(double a, double sideA, double b, double sideB) {
    return Math.max(
        0, Math.min(a + sideA / 2, b + sideB / 2) - Math.max(a - sideA / 2, b - sideB / 2));
  }

  /** This box, found in a part of a picture, in the whole of it. */
  FaceBox movedBy(double right, double down) {
    return new FaceBox(centreX + right, centreY + down, sidePixels, rollRadians, score);
  }
}
