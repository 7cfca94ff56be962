package io.understudy.operators.inference;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.DrivenFrame;
import io.understudy.operators.picture.DrivingPicture;
import io.understudy.operators.stream.FrameTask;

/** One face of a decoded frame and the task that it is for. */
record DrivingFace(FrameTask task, DrivingPicture picture) {
  /** The same face of a picture that is shown otherwise. */
  DrivingFace shownIn(RgbImage whole) {
    return new DrivingFace(task, picture.shownIn(whole));
  }

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
