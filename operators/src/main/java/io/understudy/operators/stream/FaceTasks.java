package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a session's frames tasks of its other faces' streams. Task thread. */
final class FaceTasks {
  private static final Logger LOG = LoggerFactory.getLogger(FaceTasks.class);

  private final StreamTable streams;
  private final FrameTasks tasks;
  private final SessionTimeouts timeouts;

  FaceTasks(StreamTable streams, FrameTasks tasks, SessionTimeouts timeouts) {
    this.streams = streams;
    this.tasks = tasks;
    this.timeouts = timeouts;
  }

  /** What the streams of the other faces make of the frame, each under its own key. */
  OtherFaces of(StreamTrack session, DrivingFrame frame) throws Exception {
    List<FrameTask> faces = new ArrayList<>();
    List<StreamFace> covered = new ArrayList<>();
    for (int index = 0; index < session.faceStreams().size(); index++) {
      String faceStream = session.faceStreams().get(index);
      streams.setCurrentKey(faceStream);
      Optional<FrameTask> task = task(session, index, streams.get(faceStream), frame);
      task.ifPresent(faces::add);
      if (task.isEmpty()) {
        session.cover(index).ifPresent(covered::add);
      }
      streams.release(faceStream);
    }
    streams.setCurrentKey(session.session().streamId());
    return new OtherFaces(faces, covered);
  }

  /** Empty where the face cannot be reenacted: it has no source, or none that can be used. */
  private Optional<FrameTask> task(
      StreamTrack session, int index, LiveStream stream, DrivingFrame frame) throws Exception {
    if (!stream.running() || !stream.track().advance(frame)) {
      return Optional.empty();
    }
    timeouts.sign(stream);
    StreamTrack track = stream.track();
    try {
      FeatureLease lease = tasks.lease(track);
      session.uncover(index, track);
      return Optional.of(tasks.task(track, frame, lease, OtherFaces.NONE));
    } catch (FeaturesUnavailableException e) {
      LOG.warn("a face of stream {} is not reenacted: {}", frame.streamId(), e.getMessage());
      return Optional.empty();
    }
  }
}
