package io.understudy.connectors.contract;

/**
 * A square cut of a picture as fractions of its width and height: centre and side, the side as a
 * fraction of the shorter edge.
 */
public record Crop(double centreX, double centreY, double side) {
  /** The largest centred square. */
  public static final Crop CENTRE = new Crop(0.5, 0.5, 1.0);
}
