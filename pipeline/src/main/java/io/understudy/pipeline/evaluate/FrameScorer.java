package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.UnroundedPicture;

/** Judges answers frame by frame. One thread; the owner closes it. */
interface FrameScorer extends AutoCloseable {
  /** Adds the figures of {@code answer} to {@code sheet}. */
  void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet);

  @Override
  void close();
}
