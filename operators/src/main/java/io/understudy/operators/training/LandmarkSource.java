package io.understudy.operators.training;

import io.understudy.model.detector.LandmarkDetector;
import java.io.Serializable;
import java.util.Optional;

/** Opens the detector of landmarks on the machine that decodes; empty to do without. */
@FunctionalInterface
public interface LandmarkSource extends Serializable {
  /** A detector that the caller closes. */
  Optional<LandmarkDetector> open();
}
