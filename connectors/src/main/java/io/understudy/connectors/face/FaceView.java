package io.understudy.connectors.face;

import io.understudy.connectors.media.PictureTransform.Square;
import java.util.Objects;

/**
 * What is to be done with one driving picture.
 *
 * @param action what to do
 * @param square the part that drives, null unless the action is {@link Action#DRIVE}
 */
public record FaceView(Action action, Square square) {
  /** What to do with a picture. */
  public enum Action {
    DRIVE,
    HOLD,
    PASS_THROUGH,
    SLATE
  }

  public FaceView {
    Objects.requireNonNull(action, "action");
    if ((action == Action.DRIVE) != (square != null)) {
      throw new IllegalArgumentException(
          "a view has a square if and only if it drives, got %s with %s".formatted(action, square));
    }
  }

  static FaceView drive(Square square) {
    return new FaceView(Action.DRIVE, square);
  }

  static FaceView lost(LostFace lost, boolean everSeen) {
    return switch (lost) {
      case HOLD -> new FaceView(everSeen ? Action.HOLD : Action.SLATE, null);
      case PASS_THROUGH -> new FaceView(Action.PASS_THROUGH, null);
      case SLATE -> new FaceView(Action.SLATE, null);
    };
  }
}
