package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;

/** Judges answers frame by frame. One thread; the owner closes it. */
interface FrameScorer extends AutoCloseable {
  /** Adds the figures of {@code answer} to {@code sheet}. */
  void score(Picture source, TestFrame frame, Picture answer, ScoreSheet sheet);

  @Override
  void close();
}
