package io.understudy.model.preset;

/** What a flow fetches where it points outside of the picture; names as in grid sampling. */
public enum PaddingMode {
  /** Nothing: grey, in a network whose pixels are in [-1, 1]. */
  ZEROS,
  /** The nearest pixel of the border. */
  BORDER
}
