package io.understudy.pipeline.evaluate;

/**
 * A clip and where its source comes from.
 *
 * @param clip name of the driving clip
 * @param driving path of the driving clip, or a rendered head's seed
 * @param source path of the clip whose first frame is the source, or a rendered head's seed
 * @param rendered whether both are seeds
 * @param protocol how frames are made of them
 * @param selection which frames are judged
 */
public record TestPair(
    String clip,
    String driving,
    String source,
    boolean rendered,
    Protocol protocol,
    FrameSelection selection) {
  /**
   * Opens the pair for pictures of {@code sizePixels} squared; the caller closes it.
   *
   * @throws io.understudy.pipeline.BadInputException if a clip cannot be decoded
   */
  PairFrames open(int sizePixels) {
    return rendered ? new RenderedPair(this, sizePixels) : FilmPair.open(this, sizePixels);
  }
}
