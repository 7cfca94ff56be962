package io.understudy.model.training;

import java.io.Serializable;

/**
 * How many of the first steps train less than everything, one stage behind the other.
 *
 * @param keypoints steps that train the keypoints alone
 * @param detail steps after them that train the second look at the face alone
 * @param scale steps after them that train the scale transformation alone
 * @param motion steps after them that train keypoints and flow
 */
public record StageSteps(long keypoints, long detail, long scale, long motion)
    implements Serializable {
  /** Every step trains everything. */
  public static final StageSteps NONE = new StageSteps(0, 0, 0, 0);

  /** What a step trains, counted from 1. */
  Stage stage(long step) {
    if (step <= keypoints) {
      return Stage.KEYPOINTS;
    }
    if (step <= keypoints + detail) {
      return Stage.DETAIL;
    }
    if (step <= keypoints + detail + scale) {
      return Stage.SCALE;
    }
    return step <= keypoints + detail + scale + motion ? Stage.MOTION : Stage.ALL;
  }
}
