package io.understudy.operators.training;

import io.understudy.model.weights.MeanWeights;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Local SGD's average over trainers, through files: each leaves its state, waits for the others'
 * and averages all in the same order, so that all read back the same bits.
 *
 * <p>A checkpoint may cut between two trainers of which one has finished a round and the other has
 * not. The late one then redoes the round and needs the state that the other left, so a file stays
 * until a checkpoint behind it is complete. Task thread.
 */
final class WeightExchange {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Path folder;
  private final int trainer;
  private final int trainers;
  private final TreeSet<Long> left = new TreeSet<>();
  private final TreeMap<Long, Long> stepOfCheckpoint = new TreeMap<>();

  /**
   * @param trainer number of this trainer, from 0
   */
  WeightExchange(Path folder, int trainer, int trainers) {
    this.folder = folder;
    this.trainer = trainer;
    this.trainers = trainers;
  }

  /**
   * The average of all trainers' states after {@code step}; waits for the slowest.
   *
   * @throws IOException if a trainer does not arrive within half an hour, or a file cannot be used
   */
  Weights mean(long step, Weights own) throws IOException, InterruptedException {
    WeightsFile.write(own, file(step, trainer));
    left.add(step);
    List<Weights> all = new ArrayList<>();
    for (int other = 0; other < trainers; other++) {
      await(file(step, other));
      all.add(WeightsFile.read(file(step, other)));
    }
    return MeanWeights.of(all);
  }

  private Path file(long step, int of) {
    return folder.resolve("round-%d-trainer-%d.safetensors".formatted(step, of));
  }

  private static void await(Path file) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "a trainer has not left %s within %d minutes: look for its failure in the log"
                .formatted(file, PATIENCE.toMinutes()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /** A checkpoint holds this trainer after {@code step}. */
  void snapshot(long checkpoint, long step) {
    stepOfCheckpoint.put(checkpoint, step);
  }

  /** Deletes own files that no restore needs any more. */
  void complete(long checkpoint) throws IOException {
    Long step = stepOfCheckpoint.get(checkpoint);
    stepOfCheckpoint.headMap(checkpoint, true).clear();
    if (step == null || left.isEmpty()) {
      return;
    }
    // Another trainer may be one round behind in this checkpoint, never two.
    Long newest = left.floor(step);
    while (newest != null && left.first() < newest) {
      Files.deleteIfExists(file(left.pollFirst(), trainer));
    }
  }
}
