package io.understudy.operators.stream;

import java.util.List;

/**
 * What becomes of a session's other faces in one frame.
 *
 * @param tasks those whose sources are there
 * @param covered those that have none and must not be seen
 */
record OtherFaces(List<FrameTask> tasks, List<StreamFace> covered) {
  /** Of a session that has no others. */
  static final OtherFaces NONE = new OtherFaces(List.of(), List.of());
}
