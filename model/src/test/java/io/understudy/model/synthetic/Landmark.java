package io.understudy.model.synthetic;

/**
 * Named points of a face. Left and right are the viewer's. Coordinates are those of the face's rest
 * plane; eyes and mouth are measured from their own centres so that they follow the identity.
 */
public enum Landmark {
  FOREHEAD(Anchor.FACE, 0, 0.48),
  BROW_OUTER_LEFT(Anchor.EYE_LEFT, -0.16, 0.17),
  BROW_MIDDLE_LEFT(Anchor.EYE_LEFT, 0, 0.20),
  BROW_INNER_LEFT(Anchor.EYE_LEFT, 0.15, 0.16),
  BROW_INNER_RIGHT(Anchor.EYE_RIGHT, -0.15, 0.16),
  BROW_MIDDLE_RIGHT(Anchor.EYE_RIGHT, 0, 0.20),
  BROW_OUTER_RIGHT(Anchor.EYE_RIGHT, 0.16, 0.17),
  EYE_OUTER_LEFT(Anchor.EYE_LEFT, -0.125, 0),
  EYE_TOP_LEFT(Anchor.EYE_LEFT, 0, 0.06),
  EYE_INNER_LEFT(Anchor.EYE_LEFT, 0.125, 0),
  EYE_BOTTOM_LEFT(Anchor.EYE_LEFT, 0, -0.036),
  EYE_INNER_RIGHT(Anchor.EYE_RIGHT, -0.125, 0),
  EYE_TOP_RIGHT(Anchor.EYE_RIGHT, 0, 0.06),
  EYE_OUTER_RIGHT(Anchor.EYE_RIGHT, 0.125, 0),
  EYE_BOTTOM_RIGHT(Anchor.EYE_RIGHT, 0, -0.036),
  NOSE_BRIDGE(Anchor.FACE, 0, 0.06),
  NOSE_TIP(Anchor.FACE, 0, -0.19),
  NOSTRIL_LEFT(Anchor.FACE, -0.095, -0.23),
  NOSTRIL_RIGHT(Anchor.FACE, 0.095, -0.23),
  MOUTH_LEFT(Anchor.MOUTH, -0.20, 0),
  MOUTH_TOP(Anchor.MOUTH, 0, 0.05),
  MOUTH_RIGHT(Anchor.MOUTH, 0.20, 0),
  MOUTH_BOTTOM(Anchor.MOUTH, 0, -0.065),
  CHEEK_LEFT(Anchor.FACE, -0.5, -0.15),
  CHEEK_RIGHT(Anchor.FACE, 0.5, -0.15),
  JAW_LEFT(Anchor.FACE, -0.45, -0.6),
  JAW_RIGHT(Anchor.FACE, 0.45, -0.6),
  CHIN(Anchor.FACE, 0, -0.86);

  private final Anchor anchor;
  private final double dx;
  private final double dy;

  /** What a landmark is measured from. */
  enum Anchor {
    FACE,
    EYE_LEFT,
    EYE_RIGHT,
    MOUTH
  }

  Landmark(Anchor anchor, double dx, double dy) {
    this.anchor = anchor;
    this.dx = dx;
    this.dy = dy;
  }

  /** x of the rest plane. */
  double x(FaceShape shape) {
    return switch (anchor) {
      case EYE_LEFT -> dx - shape.eyeX();
      case EYE_RIGHT -> dx + shape.eyeX();
      case FACE, MOUTH -> dx;
    };
  }

  /** y of the rest plane. */
  double y() {
    return switch (anchor) {
      case EYE_LEFT, EYE_RIGHT -> FaceShape.EYE_Y + dy;
      case MOUTH -> FaceShape.MOUTH_Y + dy;
      case FACE -> dy;
    };
  }
}
