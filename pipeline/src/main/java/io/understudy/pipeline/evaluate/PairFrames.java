package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import java.util.Optional;

/** The pictures of a test pair, read once. One thread; the owner closes it. */
interface PairFrames extends AutoCloseable {
  /** The portrait. */
  Picture source();

  /** The driver's first frame, which relative motion is measured from, whether judged or not. */
  Picture first();

  /** The next frame, empty at the end. */
  Optional<TestFrame> next();

  @Override
  void close();
}
