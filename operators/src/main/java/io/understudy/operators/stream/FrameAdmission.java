package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.metric.DropReason;
import java.util.function.Consumer;

/** Hands the frames of running streams on to the inference. Task thread, under the stream's key. */
final class FrameAdmission {
  private final FrameTasks tasks;
  private final FaceTasks otherFaces;
  private final FrameRejections rejections;
  private final Consumer<FrameTask> output;

  FrameAdmission(
      FrameTasks tasks,
      FaceTasks otherFaces,
      FrameRejections rejections,
      Consumer<FrameTask> output) {
    this.tasks = tasks;
    this.otherFaces = otherFaces;
    this.rejections = rejections;
    this.output = output;
  }

  /** Drops a frame that is not beyond the stream's last one. */
  void admit(StreamTrack track, DrivingFrame frame) throws Exception {
    if (!track.advance(frame)) {
      rejections.drop(frame, DropReason.DUPLICATE_OR_LATE);
      return;
    }
    try {
      FeatureLease lease = tasks.lease(track);
      output.accept(tasks.task(track, frame, lease, otherFaces.of(track, frame)));
    } catch (FeaturesUnavailableException e) {
      rejections.unavailable(frame, e);
    }
  }
}
