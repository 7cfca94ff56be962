package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import java.util.Optional;

/** The pictures of a test pair, read once. One thread; the owner closes it. */
interface PairFrames extends AutoCloseable {
  /** The portrait. */
  Picture source();

  /** The next frame, empty at the end. */
  Optional<TestFrame> next();

  @Override
  void close();
}
