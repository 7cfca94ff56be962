package io.understudy.pipeline.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.FailedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * A job on a {@link LocalCluster}. Closing cancels it and waits until it has ended; a job that has
 * ended already is left as it is.
 */
public final class LocalJob implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<JobResult> result;

  LocalJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
    this.result = cluster.requestJobResult(id);
  }

  /**
   * Waits until every task runs.
   *
   * @throws IllegalStateException if the job ends, or does not run within {@code limit}
   */
  public void awaitRunning(Duration limit) {
    awaitRunning(limit, () -> {});
  }

  /**
   * As {@link #awaitRunning(Duration)} for who may not want to wait any longer.
   *
   * @param check asked again and again; what it throws ends the waiting
   */
  void awaitRunning(Duration limit, Runnable check) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (runningSinceEpochMillis().isEmpty()) {
      check.run();
      failIfEnded();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the job does not run after " + limit.toSeconds() + " s; see the log for its state");
      }
      pause();
    }
  }

  /**
   * The reason why the job ended, empty while it runs and after a cancellation.
   *
   * @return the failure of the job's last attempt
   */
  public Optional<Throwable> failure() {
    if (!result.isDone()) {
      return Optional.empty();
    }
    return result
        .join()
        .getSerializedThrowable()
        .map(failure -> failure.deserializeError(getClass().getClassLoader()));
  }

  /** Whether the job has ended, in whatever way. */
  public boolean ended() {
    return result.isDone();
  }

  /** Waits until the job has ended, in whatever way. */
  public void awaitEnd() {
    result.join();
  }

  /** Waits until the job has ended or {@code limit} is over; tells whether it has ended. */
  public boolean awaitEnd(Duration limit) {
    try {
      result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the job", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the embedded cluster did not answer", e);
    }
  }

  /** Asks for a checkpoint now; it is left out where one is under way or the job is ending. */
  public void checkpoint() {
    cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED);
  }

  /** The last completed checkpoints, at most ten, oldest first. */
  public List<CompletedCheckpoint> checkpoints() {
    return graph().getCheckpointStatsSnapshot().getHistory().getCheckpoints().stream()
        .filter(CompletedCheckpointStats.class::isInstance)
        .map(CompletedCheckpoint::of)
        .sorted(Comparator.comparingLong(CompletedCheckpoint::id))
        .toList();
  }

  /**
   * The last checkpoints that failed while the job went on, at most ten, oldest first; not those
   * that were under way when it or one of its tasks ended.
   */
  public List<FailedCheckpoint> failedCheckpoints() {
    return graph().getCheckpointStatsSnapshot().getHistory().getCheckpoints().stream()
        .filter(FailedCheckpointStats.class::isInstance)
        .map(FailedCheckpointStats.class::cast)
        .map(FailedCheckpoint::of)
        .filter(checkpoint -> !checkpoint.metAnEnd())
        .sorted(Comparator.comparingLong(FailedCheckpoint::id))
        .toList();
  }

  /**
   * When the last of its tasks began to run, ms since 1970, restarted ones included; empty where
   * one does not run.
   */
  public OptionalLong runningSinceEpochMillis() {
    long latest = 0;
    for (AccessExecutionVertex vertex : graph().getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return OptionalLong.empty();
      }
      latest = Math.max(latest, vertex.getStateTimestamp(ExecutionState.RUNNING));
    }
    // A job that is still being set up tells of no tasks at all.
    return latest == 0 ? OptionalLong.empty() : OptionalLong.of(latest);
  }

  /** Stops the job with a savepoint below {@code directory} and returns the savepoint's path. */
  public String stopWithSavepoint(Path directory) {
    return await(
        cluster.stopWithSavepoint(
            id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL));
  }

  @Override
  public void close() {
    if (!ended()) {
      cluster.cancelJob(id);
      await(result);
    }
  }

  private AccessExecutionGraph graph() {
    return await(cluster.getExecutionGraph(id));
  }

  private void failIfEnded() {
    if (ended()) {
      throw new IllegalStateException("the job ended before it ran", failure().orElse(null));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the job", e);
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the cluster", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the embedded cluster did not answer", e);
    }
  }
}
