package io.understudy.model.detector;

import java.util.Objects;

/**
 * Landmarks of one face.
 *
 * <p>Immutable by contract: the array is handed over and never written again.
 *
 * @param coordinates three floats a landmark: x to the right and y down in pixels of the picture, z
 *     away from the viewer in the same unit, relative to the face
 */
public record FaceLandmarks(float[] coordinates) {
  public FaceLandmarks {
    Objects.requireNonNull(coordinates, "coordinates");
    if (coordinates.length == 0 || coordinates.length % 3 != 0) {
      throw new IllegalArgumentException(
          "landmarks have three coordinates each, got " + coordinates.length + " numbers");
    }
  }

  /** Number of landmarks. */
  public int count() {
    return coordinates.length / 3;
  }

  /** x of a landmark, pixels. */
  public float x(int landmark) {
    return coordinates[3 * landmark];
  }

  /** y of a landmark, pixels. */
  public float y(int landmark) {
    return coordinates[3 * landmark + 1];
  }

  /** x and y of all landmarks in turn, pixels. */
  public float[] positions() {
    float[] positions = new float[2 * count()];
    for (int i = 0; i < count(); i++) {
      positions[2 * i] = x(i);
      positions[2 * i + 1] = y(i);
    }
    return positions;
  }

  /** The same on a picture resized by these factors. */
  public FaceLandmarks scaled(double scaleX, double scaleY) {
    float[] moved = new float[coordinates.length];
    for (int i = 0; i < moved.length; i += 3) {
      // The centre of a pixel is half a pixel behind its corner, at every size.
      moved[i] = (float) ((coordinates[i] + 0.5) * scaleX - 0.5);
      moved[i + 1] = (float) ((coordinates[i + 1] + 0.5) * scaleY - 0.5);
      moved[i + 2] = (float) (coordinates[i + 2] * scaleX);
    }
    return new FaceLandmarks(moved);
  }

  /** Distance of two landmarks on the picture, pixels. */
  double distance(int first, int second) {
    return Math.hypot(x(first) - x(second), y(first) - y(second));
  }
}
