package io.understudy.model.synthetic;

/** Colours of the face at points of the head frame after expression. */
final class FaceTexture {
  private static final Colour SCLERA = new Colour(0.80, 0.78, 0.76);
  private static final Colour TEETH = new Colour(0.78, 0.75, 0.69);
  private static final Colour MOUTH = new Colour(0.10, 0.02, 0.02);
  private static final Colour TONGUE = new Colour(0.38, 0.12, 0.11);
  private static final Colour LASH = new Colour(0.03, 0.02, 0.02);

  private final HeadIdentity identity;
  private final HeadState state;
  private final FaceShape shape;

  /** What a point of the face looks like. */
  record Finish(Colour colour, double gloss) {}

  FaceTexture(HeadIdentity identity, HeadState state, FaceShape shape) {
    this.identity = identity;
    this.state = state;
    this.shape = shape;
  }

  /** The finish at (x, y, z) of the head frame. */
  Finish at(double x, double y, double z) {
    Colour skin = skin(x, y);
    if (z < 0.2) {
      return new Finish(skin, 0.12);
    }
    Finish eye = eye(x, y, skin);
    if (eye != null) {
      return eye;
    }
    Finish mouth = mouth(x, y, skin);
    return mouth != null ? mouth : new Finish(brow(x, y, skin), gloss(x, y));
  }

  private static double gloss(double x, double y) {
    double zone = Curve.bell(x, y - 0.5, 0.3, 0.2) + Curve.bell(x, y + 0.12, 0.06, 0.12);
    return 0.13 + 0.17 * Math.min(1, zone);
  }

  private Colour skin(double x, double y) {
    long seed = identity.textureSeed();
    double mottle = 0.6 * Curve.noise(seed, 9 * x, 9 * y) + 0.4 * Curve.noise(seed, 31 * x, 31 * y);
    double side = Math.abs(x);
    Colour colour = identity.skin().times(0.94 + 0.12 * mottle);
    double blush =
        0.35 * Curve.bell(side - 0.40, y + 0.16, 0.15, 0.12)
            + 0.30 * Curve.bell(x, y + 0.17, 0.09, 0.08);
    colour = colour.times(new Colour(1 + 0.10 * blush, 1 - 0.28 * blush, 1 - 0.26 * blush));
    double shade =
        0.30 * Curve.bell(side - shape.eyeX(), y - FaceShape.EYE_Y, 0.17, 0.085)
            + 0.55 * Curve.bell(side - 0.055 * identity.noseWidth(), y + 0.272, 0.024, 0.013)
            + 0.22 * Curve.bell(x, y + 0.305, 0.09, 0.025)
            + 0.16 * Curve.bell(side - 0.235, y + 0.34, 0.02, 0.09)
            + 0.16 * Curve.bell(x, y + 0.635 + FaceShape.JAW_DROP * state.mouthOpen(), 0.11, 0.03);
    colour = colour.times(1 - Math.min(0.8, shade));
    return beard(x, y, colour);
  }

  private Colour beard(double x, double y, Colour skin) {
    if (identity.beard() == 0) {
      return skin;
    }
    double area =
        Curve.step(-0.30, -0.42, y + 0.10 * Math.abs(x)) * Curve.step(0.62, 0.5, Math.abs(x));
    double stubble = 0.6 + 0.4 * Curve.noise(identity.textureSeed() + 5, 60 * x, 60 * y);
    return skin.mix(identity.hair(), 0.55 * identity.beard() * area * stubble);
  }

  private Colour brow(double x, double y, Colour skin) {
    double along = (Math.abs(x) - shape.eyeX()) / 0.175;
    double lift = 0.055 * state.browRaise();
    double centre = 0.275 + identity.browHeight() + lift + 0.028 * (1 - along * along);
    double thick = 0.026 * identity.browThickness() * (1.1 - 0.45 * Curve.step(0, 1, along));
    double across = Math.abs(y - centre) / thick;
    double inside = Curve.step(1.15, 0.6, across) * Curve.step(1.1, 0.85, Math.abs(along));
    double strands = 0.72 + 0.28 * Curve.noise(identity.textureSeed() + 9, 90 * x, 30 * y + 40 * x);
    return skin.mix(identity.hair(), 0.88 * inside * strands);
  }

  /** The eye at (x, y), null where there is skin. */
  private Finish eye(double x, double y, Colour skin) {
    boolean right = x > 0;
    double open = right ? state.eyeOpenRight() : state.eyeOpenLeft();
    double width = 0.128 * identity.eyeSize();
    double dx = (Math.abs(x) - shape.eyeX()) / width;
    double dy = y - FaceShape.EYE_Y;
    if (Math.abs(dx) > 1.12 || Math.abs(dy) > 0.16) {
      return null;
    }
    double arch = Math.sqrt(Math.max(0, 1 - dx * dx));
    double upper = arch * shape.upperLid(open) - 0.012 * dx * (1 - dx);
    double lower = -0.036 * identity.eyeSize() * arch - 0.006 * dx;
    double lash = 0.013 + 0.005 * dx;
    if (Math.abs(dx) < 1 && dy < upper && dy > lower) {
      double fromLid = upper - dy;
      return ball(x - Math.copySign(shape.eyeX(), x), dy, fromLid, dx);
    }
    if (dy >= upper && dy < upper + lash * Curve.step(1.12, 0.9, Math.abs(dx))) {
      return new Finish(LASH, 0.1);
    }
    double crease = Curve.bell(0, dy - upper - 0.038, 1, 0.008) * arch;
    double liner = 0.5 * Curve.bell(0, dy - lower + 0.004, 1, 0.006) * arch;
    return new Finish(brow(x, y, skin).times(1 - 0.35 * crease - 0.5 * liner), 0.12);
  }

  private Finish ball(double dx, double dy, double fromLid, double across) {
    double irisX = dx - 0.050 * state.gazeX();
    double irisY = dy - 0.008 - 0.026 * state.gazeY();
    double radius = Math.hypot(irisX, irisY) / (0.060 * identity.eyeSize());
    double shadow = 0.45 + 0.55 * Curve.step(0, 0.045, fromLid);
    double corner = 1 - 0.35 * Curve.step(0.55, 1, Math.abs(across));
    Colour white = SCLERA.times(corner);
    double streak = Curve.noise(7, 9 * Math.atan2(irisY, irisX), 3 * radius);
    Colour iris = identity.iris().times(0.8 + 1.1 * streak * Curve.step(0.2, 0.9, radius));
    iris = iris.mix(Colour.BLACK, Curve.step(0.46, 0.40, radius));
    iris = iris.times(1 - 0.6 * Curve.step(0.82, 1, radius));
    Colour colour = white.mix(iris, Curve.step(1.06, 0.96, radius)).times(shadow);
    double glint = Curve.step(0.020, 0.012, Math.hypot(irisX + 0.020, irisY - 0.022));
    return new Finish(colour.plus(new Colour(0.9, 0.9, 0.9).times(glint)), 0.25);
  }

  /** The mouth at (x, y), null where there is skin. */
  private Finish mouth(double x, double y, Colour skin) {
    double width = shape.mouthHalfWidth(state);
    double along = x / width;
    if (Math.abs(along) > 1.1 || y > FaceShape.MOUTH_Y + 0.14 || y < FaceShape.MOUTH_Y - 0.42) {
      return null;
    }
    double arch = Math.max(0, 1 - along * along);
    double centre = FaceShape.MOUTH_Y + 0.075 * state.smile() * along * along;
    double top = centre + 0.018 * state.mouthOpen() * arch;
    double bottom = centre - (FaceShape.JAW_DROP * 0.96) * state.mouthOpen() * Math.sqrt(arch);
    if (arch > 0 && y < top && y > bottom) {
      return inside(y, top, bottom, along);
    }
    double full = identity.lipFullness();
    double bow = 1 - 0.28 * Curve.bell(along, 0, 0.16, 1);
    double upperEdge = top + 0.056 * full * bow * Math.pow(arch, 0.7);
    double lowerEdge = bottom - 0.068 * full * Math.pow(arch, 0.65);
    double soft = 0.010;
    double lip =
        y >= top
            ? Curve.step(upperEdge + soft, upperEdge - soft, y)
            : Curve.step(lowerEdge - soft, lowerEdge + soft, y);
    lip *= Curve.step(1.08, 0.94, Math.abs(along));
    double line =
        Curve.bell(0, y - (y >= top ? top : bottom), 1, 0.007)
            * Curve.step(1.05, 0.9, Math.abs(along));
    Colour colour = skin.mix(identity.lips().times(y >= top ? 0.82 : 1.0), 0.88 * lip);
    return new Finish(colour.times(1 - 0.72 * line), 0.12 + 0.28 * lip);
  }

  private Finish inside(double y, double top, double bottom, double along) {
    double teeth = 0.058 * Curve.step(0.01, 0.06, top - bottom) * (1 - 0.4 * along * along);
    double fromTop = top - y;
    double gap = 0.85 + 0.15 * Math.abs(Math.sin(13 * along));
    Colour colour = MOUTH;
    double tongue = Curve.step(0.10, 0.02, y - bottom) * Curve.step(0.06, 0.14, top - bottom);
    colour = colour.mix(TONGUE, tongue * Curve.step(0.9, 0.4, Math.abs(along)));
    double tooth =
        Curve.step(teeth, teeth - 0.012, fromTop) * Curve.step(0.95, 0.8, Math.abs(along));
    double shadow = 0.55 + 0.45 * Curve.step(0, 0.03, fromTop);
    return new Finish(colour.mix(TEETH.times(gap * shadow), tooth), 0.2);
  }
}
