package io.understudy.pipeline.explain;

/** The scales at which networks compensate, from the coarsest, named by the side of their maps. */
final class Scale {
  /** How many there are at most. */
  static final int COUNT = 4;

  private Scale() {}

  /** Side of a step's maps in pictures of 256x256: 32, 64, 128, 256. */
  static int side(int step) {
    return 32 << step;
  }

  /** How the scale with maps of that side is called. */
  static String name(int side) {
    return "Scale %dx%d".formatted(side, side);
  }
}
