package io.understudy.connectors.contract;

import java.util.Objects;

/**
 * How the driving face is found and followed in full pictures; it replaces the session's fixed
 * crop.
 *
 * @param choice which of several faces is meant
 * @param x for {@link Choice#NEAREST}: place as a fraction of the picture's width, 0 to 1
 * @param y for {@link Choice#NEAREST}: place as a fraction of the picture's height, 0 to 1
 * @param index for {@link Choice#INDEX}: position from left to right, 0 to 99
 * @param lost what is shown while there is no face
 * @param smallestShare side of the smallest face that is taken, as a fraction of the picture's
 *     shorter edge, 0.02 to 1; smaller costs more
 */
public record FaceTracking(
    Choice choice, double x, double y, int index, Lost lost, double smallestShare) {
  /** The largest face from a ninth of the picture up; the picture holds while there is none. */
  public static final FaceTracking DEFAULT =
      new FaceTracking(Choice.LARGEST, 0, 0, 0, Lost.HOLD, 0.12);

  private static final int MAX_INDEX = 99;
  private static final double MIN_SHARE = 0.02;

  /** How a face is chosen. */
  public enum Choice {
    LARGEST,
    NEAREST,
    INDEX
  }

  /** What a stream shows while it has no face. */
  public enum Lost {
    /** The last reenacted picture again; a slate where there has been none. */
    HOLD,
    /** The driving picture as it came, so whoever is in it can be seen. */
    PASS_THROUGH,
    /** A plain picture. */
    SLATE
  }

  public FaceTracking {
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(lost, "lost");
    require(x >= 0 && x <= 1, "x of the nearest face", x, "0 to 1");
    require(y >= 0 && y <= 1, "y of the nearest face", y, "0 to 1");
    require(index >= 0 && index <= MAX_INDEX, "index of the face", index, "0 to 99");
    require(
        smallestShare >= MIN_SHARE && smallestShare <= 1,
        "share of the smallest face",
        smallestShare,
        "0.02 to 1");
  }

  private static void require(boolean holds, String name, Number value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s is %s, it must be %s: correct it".formatted(name, value, rule));
    }
  }
}
