package io.understudy.pipeline.local;

import io.understudy.connectors.media.NativeLibraries;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster inside this JVM: one JobManager, one TaskManager, RocksDB state, checkpoints in a
 * temporary directory.
 *
 * <p>The owner closes it, which cancels its jobs; {@code close()} is idempotent.
 */
public final class LocalCluster implements AutoCloseable {
  private static final int SEGMENT_KIBIBYTES = 128;
  private static final int MANAGED_MEBIBYTES = 256;
  private static final int LEAST_NETWORK_MEBIBYTES = 64;
  private static final int NETWORK_MEBIBYTES_FOR_TWO_TASKS = 2;
  private static final int MAX_RESTARTS = 3;
  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofDays(7);
  private static final Duration RESTART_DELAY = Duration.ofMillis(100);

  private final MiniCluster cluster;
  private final TemporaryDirectory checkpoints = TemporaryDirectory.create("flink");
  private int taskManager;
  private boolean closed;

  private LocalCluster(int slots, Map<String, String> given) {
    NativeLibraries.load();
    Configuration settings = settings(slots);
    given.forEach(settings::setString);
    this.cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .setConfiguration(settings)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded Flink cluster did not start", e);
    }
  }

  /** Starts a cluster. */
  public static LocalCluster start(int slots) {
    return start(slots, Map.of());
  }

  /** Starts a cluster with settings of Flink on top of its own. */
  public static LocalCluster start(int slots, Map<String, String> settings) {
    return new LocalCluster(slots, settings);
  }

  /** Starts the job that was defined on {@code environment}. */
  public LocalJob submit(StreamExecutionEnvironment environment) {
    return submit(environment.getStreamGraph().getJobGraph());
  }

  /** As {@link #submit(StreamExecutionEnvironment)}, from the savepoint or checkpoint at a path. */
  public LocalJob submitFrom(String savepoint, StreamExecutionEnvironment environment) {
    JobGraph job = environment.getStreamGraph().getJobGraph();
    job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    return submit(job);
  }

  private LocalJob submit(JobGraph job) {
    cluster.submitJob(job).join();
    return new LocalJob(cluster, job.getJobID());
  }

  /**
   * Ends the TaskManager as a failing machine would, and starts another one; jobs recover from
   * their last checkpoint.
   */
  public void replaceTaskManager() {
    try {
      cluster.terminateTaskManager(taskManager++).get();
      cluster.startTaskManager();
    } catch (Exception e) {
      throw new IllegalStateException("the TaskManager could not be replaced", e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded Flink cluster did not stop", e);
    } finally {
      checkpoints.close();
    }
  }

  private Configuration settings(int slots) {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.path().toUri().toString());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, MAX_RESTARTS);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
    // Both ends are in one process: a heartbeat is missed only by a laptop that slept.
    settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT);
    settings.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, kibibytes(SEGMENT_KIBIBYTES));
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, mebibytes(MANAGED_MEBIBYTES));
    MemorySize network = network(slots);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    return settings;
  }

  /** Every task sends to every other one over several shuffles, each pair with its own buffers. */
  private static MemorySize network(int slots) {
    return mebibytes(
        Math.max(LEAST_NETWORK_MEBIBYTES, NETWORK_MEBIBYTES_FOR_TWO_TASKS * slots * slots));
  }

  private static MemorySize kibibytes(int count) {
    return new MemorySize(count * 1024L);
  }

  private static MemorySize mebibytes(int count) {
    return kibibytes(count * 1024);
  }
}
