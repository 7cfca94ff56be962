package io.understudy.model.detector;

import io.understudy.model.Picture;

/**
 * Tells which muscles of a face work, as the units of the Facial Action Coding System: how much of
 * each unit there is, from 0 to 1, where more than 0.5 means that the face shows it. Thread-safe.
 */
public interface ActionUnitDetector {
  /** Short name, which becomes part of the names of figures. */
  String name();

  /** What one picture tells about its face, always as many numbers. */
  float[] measure(Picture picture, FaceLandmarks face);

  /**
   * The units of a face, 0 to 1 each, always in the same order.
   *
   * @param measured the face, as {@link #measure} sees it
   * @param neutral the same person's face at rest, likewise; a detector that was taught on many
   *     people may leave it unread
   */
  float[] intensities(float[] measured, float[] neutral);
}
