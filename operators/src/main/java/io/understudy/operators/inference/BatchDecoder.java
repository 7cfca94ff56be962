package io.understudy.operators.inference;

import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FaceCover;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.StreamFace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * From a batch of driving frames to the faces that drive. Worker threads, one at a time in the
 * order of the batches, as streams have state. Owns its codec and the decoder of frames.
 */
final class BatchDecoder implements AutoCloseable {
  private final PictureCodec codec;
  private final DrivingDecoder decoder;
  private final LongSupplier clockMillis;

  BatchDecoder(LiveOptions options, LongSupplier clockMillis) {
    this.codec = new PictureCodec(options.picture().bounds());
    this.decoder = new DrivingDecoder(codec, options);
    this.clockMillis = clockMillis;
  }

  /**
   * A row for each frame that can be reenacted.
   *
   * @param outcomes one place for each task; set for those that have no row
   */
  List<BatchRow> decode(List<FrameTask> tasks, FrameOutcome[] outcomes) {
    long batchStart = System.nanoTime();
    List<BatchRow> rows = new ArrayList<>(tasks.size());
    decoder.begin();
    for (int i = 0; i < tasks.size(); i++) {
      try {
        Optional<DropReason> reason = decode(i, tasks.get(i), batchStart, rows);
        outcomes[i] = reason.map(FrameOutcome.Dropped::new).orElse(null);
      } catch (PictureException e) {
        outcomes[i] = FrameOutcome.Refused.of(e);
      } catch (RuntimeException e) {
        outcomes[i] = FrameOutcome.Refused.of(tasks.get(i).frame(), e);
      }
    }
    return rows;
  }

  /** Adds the row of a frame, or says why it has none. */
  private Optional<DropReason> decode(
      int index, FrameTask task, long batchStart, List<BatchRow> rows) throws PictureException {
    Optional<DropReason> reason = task.dropReason(clockMillis.getAsLong() * 1000);
    if (reason.isPresent()) {
      if (task.referredTo() && reason.get() != DropReason.SESSION_ENDED) {
        decoder.decodeForOthers(task);
      }
      return reason;
    }
    Optional<BatchRow> row = row(index, task, batchStart);
    row.ifPresent(rows::add);
    return row.isPresent() ? Optional.empty() : Optional.of(DropReason.AWAITS_KEY_PICTURE);
  }

  /** Empty where the frame cannot be decoded for want of its predecessor. */
  private Optional<BatchRow> row(int index, FrameTask task, long batchStart)
      throws PictureException {
    long start = System.nanoTime();
    Optional<RgbImage> whole = decoder.decode(task);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    List<DrivingFace> faces = faces(task, whole.get());
    long queueMicros = micros(task.arrivalNanos(), batchStart);
    return Optional.of(
        new BatchRow(index, task, faces, queueMicros, micros(start, System.nanoTime())));
  }

  /** The session's own face chooses first; none takes what another one has. */
  private List<DrivingFace> faces(FrameTask task, RgbImage whole) {
    List<DrivingFace> faces = new ArrayList<>();
    List<FaceBox> taken = new ArrayList<>();
    for (FrameTask one : allOf(task)) {
      faces.add(new DrivingFace(one, decoder.view(one, whole, taken)));
      one.motion().face().flatMap(StreamFace::box).ifPresent(taken::add);
    }
    return covered(faces, coveredBoxes(task, whole, taken), whole);
  }

  private List<FaceBox> coveredBoxes(FrameTask task, RgbImage whole, List<FaceBox> taken) {
    List<FaceBox> covered = new ArrayList<>();
    for (StreamFace face : task.covered()) {
      Optional<FaceBox> box = decoder.find(face, task, whole, taken);
      box.ifPresent(covered::add);
      box.ifPresent(taken::add);
    }
    return covered;
  }

  /** What drives has been cut out already: only what is shown is covered. */
  private static List<DrivingFace> covered(
      List<DrivingFace> faces, List<FaceBox> boxes, RgbImage whole) {
    if (boxes.isEmpty()) {
      return faces;
    }
    RgbImage shown = FaceCover.draw(whole, boxes);
    return faces.stream().map(face -> face.shownIn(shown)).toList();
  }

  private static List<FrameTask> allOf(FrameTask task) {
    List<FrameTask> all = new ArrayList<>(List.of(task));
    task.others().stream().filter(other -> !other.stopped()).forEach(all::add);
    return all;
  }

  private static long micros(long startNanos, long endNanos) {
    return TimeUnit.NANOSECONDS.toMicros(endNanos - startNanos);
  }

  @Override
  public void close() {
    decoder.close();
    codec.close();
  }
}
