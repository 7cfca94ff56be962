package io.understudy.operators.inference;

import io.understudy.model.DrivenFrame;
import io.understudy.operators.picture.DrivingPicture;
import io.understudy.operators.stream.FrameTask;

/**
 * A frame of a batch that has been decoded.
 *
 * @param index place in the batch as taken from the queue
 * @param queueMicros waiting time until the batch started
 * @param decodeMicros decoding time, the search for the face included
 */
record BatchRow(
    int index, FrameTask task, DrivingPicture picture, long queueMicros, long decodeMicros) {
  /** The row for the model; only of a picture that drives. */
  DrivenFrame drivenFrame() {
    return new DrivenFrame(
        task.lease().features(),
        picture.driving(),
        task.motion().keypoints(),
        task.motion().scale(),
        task.motionMicros());
  }
}
