package io.understudy.model.detector;

import io.understudy.model.Picture;

/**
 * Tells people apart: pictures of one person get close vectors. One thread; the owner closes it.
 */
public interface IdentityEmbedder extends AutoCloseable {
  /** Short name, which becomes part of the names of figures. */
  String name();

  /** The vector of the face with these landmarks, always of the same length. */
  float[] embed(Picture picture, FaceLandmarks landmarks);

  @Override
  void close();
}
