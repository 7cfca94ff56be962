package io.understudy.pipeline.cli;

import io.understudy.model.training.StageSteps;
import picocli.CommandLine.Option;

/** What the first steps of a training train alone. */
final class StageOptions {
  @Option(
      names = "--keypoint-steps",
      paramLabel = "N",
      description = "First steps that train the keypoints alone (default: ${DEFAULT-VALUE}).")
  private long keypointSteps;

  @Option(
      names = "--detail-steps",
      paramLabel = "N",
      description =
          "Steps after them that train the second look at the face alone, of presets with part 'detail'"
              + " (default: ${DEFAULT-VALUE}).")
  private long detailSteps;

  @Option(
      names = "--scale-steps",
      paramLabel = "N",
      description =
          "Steps after them that train the scale transformation alone (default: ${DEFAULT-VALUE}).")
  private long scaleSteps;

  @Option(
      names = "--motion-steps",
      paramLabel = "N",
      description = "Steps after them that train keypoints and flow (default: ${DEFAULT-VALUE}).")
  private long motionSteps;

  @Option(
      names = "--freeze-keypoints",
      description = "Leave the keypoint detector as it is behind its own steps.")
  private boolean frozenKeypoints;

  StageSteps steps() {
    return new StageSteps(keypointSteps, detailSteps, scaleSteps, motionSteps);
  }

  /** Whether the keypoint detector is left as it is behind its own steps. */
  boolean frozenKeypoints() {
    return frozenKeypoints;
  }
}
