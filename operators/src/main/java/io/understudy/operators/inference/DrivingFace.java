package io.understudy.operators.inference;

import io.understudy.model.DrivenFrame;
import io.understudy.operators.picture.DrivingPicture;
import io.understudy.operators.stream.FrameTask;

/** One face of a decoded frame and the task that it is for. */
record DrivingFace(FrameTask task, DrivingPicture picture) {
  boolean drives() {
    return picture.drives();
  }

  /** The row for the model; only of a face that drives. */
  DrivenFrame drivenFrame() {
    return new DrivenFrame(
        task.lease().features(),
        picture.driving(),
        task.motion().keypoints(),
        task.motion().scale(),
        task.motionMicros());
  }
}
