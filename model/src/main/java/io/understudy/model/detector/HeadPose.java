package io.understudy.model.detector;

import java.util.Optional;

/** Tells where a head looks. Thread-safe. */
public interface HeadPose {
  /**
   * Rotation about the axes to the right, down and away from the viewer (Euler xyz), in degrees;
   * empty where landmarks fit no head.
   *
   * @param widthPixels width of the picture
   * @param heightPixels height of the picture
   */
  Optional<float[]> degrees(FaceLandmarks landmarks, int widthPixels, int heightPixels);
}
