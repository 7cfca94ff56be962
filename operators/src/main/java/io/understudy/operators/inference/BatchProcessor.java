package io.understudy.operators.inference;

import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FaceCover;
import io.understudy.connectors.face.FaceView;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.picture.OutputPicture;
import io.understudy.operators.picture.OutputPicture.Encoded;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.StreamFace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a batch from encoded driving frames to encoded reenacted ones: decode, track, draw, encode.
 *
 * <p>Worker threads. Batches have numbers from 0 on: one after the other is decoded and tracked, as
 * streams have state, and encoded; where the model's calls run side by side, so does drawing. What
 * is wrong with a frame becomes an outcome, and so does what breaks on it alone; an exception is a
 * defect of the job or of its device.
 */
final class BatchProcessor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);

  private final Turnstile entry = new Turnstile();
  private final Turnstile exit = new Turnstile();
  private final PictureCodec inputCodec;
  private final PictureCodec outputCodec;
  private final DrivingDecoder decoder;
  private final OutputPicture output;
  private final LongSupplier clockMillis;

  BatchProcessor(LiveOptions options, LongSupplier clockMillis) {
    this.inputCodec = new PictureCodec(options.picture().bounds());
    this.outputCodec = new PictureCodec(options.picture().bounds());
    this.decoder = new DrivingDecoder(inputCodec, options);
    this.output = new OutputPicture(outputCodec, options);
    this.clockMillis = clockMillis;
  }

  /**
   * One outcome for each task; all that are not given up have the same model. The caller calls
   * {@link #leave} afterwards, when it has handed the outcomes on.
   */
  List<FrameOutcome> process(long number, List<FrameTask> tasks) {
    FrameOutcome[] outcomes = new FrameOutcome[tasks.size()];
    entry.await(number);
    List<BatchRow> rows = decode(tasks, outcomes);
    if (!rows.isEmpty()) {
      reenact(number, rows, outcomes);
    }
    // Also where nothing was drawn: the task thread takes batches back in the order they went.
    exit.await(number);
    return List.of(outcomes);
  }

  /** Lets the batch after {@code number} through wherever it waits for this one. */
  void leave(long number) {
    for (Turnstile turnstile : List.of(entry, exit)) {
      turnstile.await(number);
      turnstile.pass(number);
    }
  }

  private List<BatchRow> decode(List<FrameTask> tasks, FrameOutcome[] outcomes) {
    long batchStart = System.nanoTime();
    List<BatchRow> rows = new ArrayList<>(tasks.size());
    decoder.begin();
    for (int i = 0; i < tasks.size(); i++) {
      FrameTask task = tasks.get(i);
      try {
        Optional<DropReason> reason = task.dropReason(clockMillis.getAsLong() * 1000);
        if (reason.isPresent()) {
          outcomes[i] = drop(task, reason.get());
          continue;
        }
        Optional<BatchRow> row = row(i, task, batchStart);
        row.ifPresent(rows::add);
        if (row.isEmpty()) {
          outcomes[i] = new FrameOutcome.Dropped(DropReason.AWAITS_KEY_PICTURE);
        }
      } catch (PictureException e) {
        outcomes[i] = FrameOutcome.Refused.of(e);
      } catch (RuntimeException e) {
        outcomes[i] = broken(task, e);
      }
    }
    return rows;
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
    return Optional.of(new BatchRow(index, task, faces, queueMicros, microsSince(start)));
  }

  private FrameOutcome drop(FrameTask task, DropReason reason) {
    if (task.referredTo() && reason != DropReason.SESSION_ENDED) {
      decoder.decodeForOthers(task);
    }
    return new FrameOutcome.Dropped(reason);
  }

  private static FrameOutcome broken(FrameTask task, RuntimeException failure) {
    FrameOutcome refused = FrameOutcome.Refused.of(task.frame(), failure);
    LOG.debug("A frame is refused for a failure that no rule foresees.", failure);
    return refused;
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

  private void reenact(long number, List<BatchRow> rows, FrameOutcome[] outcomes) {
    Reenactor reenactor = rows.get(0).task().lease().reenactor();
    long start = System.nanoTime();
    Map<Reenactor, ModelRows> models = track(rows);
    // Elsewhere the next batch would be decoded, and judged for its age, long before its turn.
    if (reenactor.lanes() > 1) {
      entry.pass(number);
    }
    Map<DrivingFace, ModelCall.Result<Picture>> drawn = new IdentityHashMap<>();
    models.forEach((model, faces) -> drawn.putAll(faces.draw(model)));
    ModelTime time = new ModelTime(microsSince(start), rows.size());
    exit.await(number);
    for (BatchRow row : rows) {
      outcomes[row.index()] = encode(row, drawn, reenactor, time);
    }
  }

  private FrameOutcome encode(
      BatchRow row,
      Map<DrivingFace, ModelCall.Result<Picture>> drawn,
      Reenactor reenactor,
      ModelTime time) {
    try {
      return row.drivingFaces().isEmpty()
          ? faceless(row, reenactor, time)
          : driven(row, drawn, reenactor, time);
    } catch (PictureException e) {
      return FrameOutcome.Refused.of(e);
    } catch (RuntimeException e) {
      return broken(row.task(), e);
    }
  }

  /** While weights are swapped the faces of one frame may have several models for a moment. */
  private static Map<Reenactor, ModelRows> track(List<BatchRow> rows) {
    Map<Reenactor, List<DrivingFace>> byModel = new LinkedHashMap<>();
    for (BatchRow row : rows) {
      for (DrivingFace face : row.drivingFaces()) {
        byModel
            .computeIfAbsent(face.task().lease().reenactor(), one -> new ArrayList<>())
            .add(face);
      }
    }
    Map<Reenactor, ModelRows> tracked = new LinkedHashMap<>();
    byModel.forEach((model, faces) -> tracked.put(model, ModelRows.track(model, faces)));
    return tracked;
  }

  private FrameOutcome driven(
      BatchRow row,
      Map<DrivingFace, ModelCall.Result<Picture>> results,
      Reenactor reenactor,
      ModelTime time)
      throws PictureException {
    List<OutputPicture.Reenacted> heads = new ArrayList<>();
    for (DrivingFace face : row.drivingFaces()) {
      ModelCall.Result<Picture> result = results.get(face);
      if (result.failure() != null) {
        return refused(row, reenactor, result.failure());
      }
      heads.add(new OutputPicture.Reenacted(face.picture(), result.value()));
    }
    long start = System.nanoTime();
    Encoded encoded = output.encode(heads, row.task().session());
    if (row.picture().drives()) {
      row.task().motion().face().ifPresent(face -> face.remember(encoded, row.task()));
    }
    return done(row, encoded, reenactor, time, microsSince(start));
  }

  /** In order with the rows that have a face: the last of those may be of this batch. */
  private FrameOutcome faceless(BatchRow row, Reenactor reenactor, ModelTime time)
      throws PictureException {
    long start = System.nanoTime();
    boolean holds = row.picture().view().action() == FaceView.Action.HOLD;
    Optional<Encoded> last =
        holds ? row.task().motion().face().flatMap(StreamFace::lastPicture) : Optional.empty();
    Encoded encoded =
        last.isPresent()
            ? last.get()
            : output.encodeFaceless(row.picture(), row.task().session(), reenactor.sizePixels());
    return done(row, encoded, reenactor, time, microsSince(start));
  }

  private static FrameOutcome refused(BatchRow row, Reenactor reenactor, RuntimeException failure) {
    DrivingFrame frame = row.task().frame();
    String message =
        "%s failed on frame %d of stream %s (%s): send a usable picture or choose another preset"
            .formatted(
                reenactor.preset(), frame.sequence(), frame.streamId(), failure.getMessage());
    return new FrameOutcome.Refused(DeadLetter.Reason.MODEL_FAILURE, message);
  }

  private FrameOutcome done(
      BatchRow row, Encoded encoded, Reenactor reenactor, ModelTime time, long encodeMicros) {
    DrivingFrame frame = row.task().frame();
    StageTimings timings =
        new StageTimings(
            row.queueMicros(),
            row.decodeMicros(),
            time.micros(),
            encodeMicros,
            clockMillis.getAsLong() * 1000 - frame.captureEpochMicros(),
            time.batchFrames());
    return new FrameOutcome.Done(
        new ReenactedFrame(
            frame.streamId(),
            frame.epoch(),
            frame.sequence(),
            frame.captureEpochMicros(),
            frame.presentationMicros(),
            FrameEncoding.JPEG,
            encoded.widthPixels(),
            encoded.heightPixels(),
            UnsafeByteOperations.unsafeWrap(encoded.jpeg()),
            timings,
            row.task().session().sourceId(),
            row.task().sourceVersion(),
            reenactor.preset(),
            reenactor.weightsId(),
            encoded.digitalSourceType()));
  }

  private static long microsSince(long startNanos) {
    return micros(startNanos, System.nanoTime());
  }

  private static long micros(long startNanos, long endNanos) {
    return TimeUnit.NANOSECONDS.toMicros(endNanos - startNanos);
  }

  /** What the model call of a batch took. */
  private record ModelTime(long micros, int batchFrames) {}

  @Override
  public void close() {
    decoder.close();
    inputCodec.close();
    outputCodec.close();
  }
}
