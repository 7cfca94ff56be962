package io.understudy.operators.inference;

import io.understudy.connectors.face.FaceView;
import io.understudy.operators.picture.DrivingPicture;
import io.understudy.operators.stream.FrameTask;
import java.util.List;

/**
 * A frame of a batch that has been decoded.
 *
 * @param index place in the batch as taken from the queue
 * @param faces the session's own face first, then its other faces
 * @param queueMicros waiting time until the batch started
 * @param decodeMicros decoding time, the search for the faces included
 */
record BatchRow(
    int index, FrameTask task, List<DrivingFace> faces, long queueMicros, long decodeMicros) {
  /** The picture of the session's own face. */
  DrivingPicture picture() {
    return faces.get(0).picture();
  }

  /** The faces that are reenacted: none while the session's own one is lost and hides them. */
  List<DrivingFace> drivingFaces() {
    FaceView.Action action = picture().view().action();
    boolean shown = action == FaceView.Action.DRIVE || action == FaceView.Action.PASS_THROUGH;
    return shown ? faces.stream().filter(DrivingFace::drives).toList() : List.of();
  }
}
