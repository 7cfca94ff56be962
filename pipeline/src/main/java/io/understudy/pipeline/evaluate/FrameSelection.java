package io.understudy.pipeline.evaluate;

/**
 * Which frames of a clip are judged.
 *
 * @param every one of so many frames, at least 1
 * @param most so many at most, at least 1
 */
public record FrameSelection(int every, int most) {
  public FrameSelection {
    if (every < 1 || most < 1) {
      throw new IllegalArgumentException(
          "one of %d frames and %d at most cannot be judged, both must be 1 or more: give other numbers"
              .formatted(every, most));
    }
  }
}
