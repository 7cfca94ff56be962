package io.understudy.model.detector;

import io.understudy.model.Picture;
import java.util.Optional;

/** Finds the landmarks of the clearest face. One thread; the owner closes it. */
public interface LandmarkDetector extends AutoCloseable {
  /** Short name, which becomes part of the names of figures. */
  String name();

  /** The landmarks of the clearest face, empty where there is none. */
  Optional<FaceLandmarks> detect(Picture picture);

  @Override
  void close();
}
