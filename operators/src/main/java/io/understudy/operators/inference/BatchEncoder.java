package io.understudy.operators.inference;

import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.face.FaceView;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.picture.OutputPicture;
import io.understudy.operators.picture.OutputPicture.Encoded;
import io.understudy.operators.stream.StreamFace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * From the pictures that the models drew to encoded reenacted frames. Worker threads, one at a time
 * in the order of the batches, as streams have state. Owns its codec.
 */
final class BatchEncoder implements AutoCloseable {
  private final PictureCodec codec;
  private final OutputPicture output;
  private final LongSupplier clockMillis;

  BatchEncoder(LiveOptions options, LongSupplier clockMillis) {
    this.codec = new PictureCodec(options.picture().bounds());
    this.output = new OutputPicture(codec, options);
    this.clockMillis = clockMillis;
  }

  /** The outcome of one frame of a batch; rows come in their order. */
  FrameOutcome encode(BatchRow row, DrawnBatch batch) {
    try {
      return row.drivingFaces().isEmpty() ? faceless(row, batch) : driven(row, batch);
    } catch (PictureException e) {
      return FrameOutcome.Refused.of(e);
    } catch (RuntimeException e) {
      return FrameOutcome.Refused.of(row.task().frame(), e);
    }
  }

  private FrameOutcome driven(BatchRow row, DrawnBatch batch) throws PictureException {
    List<OutputPicture.Reenacted> heads = new ArrayList<>();
    for (DrivingFace face : row.drivingFaces()) {
      ModelCall.Result<Picture> result = batch.faces().get(face);
      if (result.failure() != null) {
        return refused(row, batch.reenactor(), result.failure());
      }
      heads.add(new OutputPicture.Reenacted(face.picture(), result.value()));
    }
    long start = System.nanoTime();
    Encoded encoded = output.encode(heads, row.task().session());
    if (row.picture().drives()) {
      row.task().motion().face().ifPresent(face -> face.remember(encoded, row.task()));
    }
    return done(row, batch, encoded, start);
  }

  /** In order with the rows that have a face: the last of those may be of this batch. */
  private FrameOutcome faceless(BatchRow row, DrawnBatch batch) throws PictureException {
    long start = System.nanoTime();
    boolean holds = row.picture().view().action() == FaceView.Action.HOLD;
    Optional<Encoded> last =
        holds ? row.task().motion().face().flatMap(StreamFace::lastPicture) : Optional.empty();
    Encoded encoded =
        last.isPresent()
            ? last.get()
            : output.encodeFaceless(
                row.picture(), row.task().session(), batch.reenactor().sizePixels());
    return done(row, batch, encoded, start);
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
      BatchRow row, DrawnBatch batch, Encoded encoded, long encodeStartNanos) {
    StageTimings timings = timings(row, batch, encodeStartNanos);
    DrivingFrame frame = row.task().frame();
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
            batch.reenactor().preset(),
            batch.reenactor().weightsId(),
            encoded.digitalSourceType()));
  }

  private StageTimings timings(BatchRow row, DrawnBatch batch, long encodeStartNanos) {
    return new StageTimings(
        row.queueMicros(),
        row.decodeMicros(),
        batch.modelMicros(),
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - encodeStartNanos),
        clockMillis.getAsLong() * 1000 - row.task().frame().captureEpochMicros(),
        batch.frames());
  }

  @Override
  public void close() {
    codec.close();
  }
}
