package io.understudy.operators.inference;

import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.stream.FrameTask;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes a batch from encoded driving frames to encoded reenacted ones: decode, track, draw, encode.
 *
 * <p>Worker threads. Batches have numbers from 0 on: one after the other is decoded and tracked, as
 * streams have state, and encoded; where the model's calls run side by side, so does drawing. What
 * is wrong with a frame becomes an outcome, and so does what breaks on it alone; an exception is a
 * defect of the job or of its device.
 */
final class BatchProcessor implements AutoCloseable {
  private final Turnstile entry = new Turnstile();
  private final Turnstile exit = new Turnstile();
  private final BatchDecoder decoder;
  private final BatchEncoder encoder;

  BatchProcessor(LiveOptions options, LongSupplier clockMillis) {
    this.decoder = new BatchDecoder(options, clockMillis);
    this.encoder = new BatchEncoder(options, clockMillis);
  }

  /**
   * One outcome for each task; all that are not given up have the same model. The caller calls
   * {@link #leave} afterwards, when it has handed the outcomes on.
   */
  List<FrameOutcome> process(long number, List<FrameTask> tasks) {
    FrameOutcome[] outcomes = new FrameOutcome[tasks.size()];
    entry.await(number);
    List<BatchRow> rows = decoder.decode(tasks, outcomes);
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

  private void reenact(long number, List<BatchRow> rows, FrameOutcome[] outcomes) {
    DrawnBatch drawn = draw(number, rows);
    exit.await(number);
    for (BatchRow row : rows) {
      outcomes[row.index()] = encoder.encode(row, drawn);
    }
  }

  private DrawnBatch draw(long number, List<BatchRow> rows) {
    Reenactor reenactor = rows.get(0).task().lease().reenactor();
    long start = System.nanoTime();
    Map<Reenactor, ModelRows> models = track(rows);
    // Elsewhere the next batch would be decoded, and judged for its age, long before its turn.
    if (reenactor.lanes() > 1) {
      entry.pass(number);
    }
    Map<DrivingFace, ModelCall.Result<Picture>> drawn = new IdentityHashMap<>();
    models.forEach((model, faces) -> drawn.putAll(faces.draw(model)));
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    return new DrawnBatch(reenactor, drawn, micros, rows.size());
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

  @Override
  public void close() {
    decoder.close();
    encoder.close();
  }
}
