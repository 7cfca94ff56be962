package io.understudy.pipeline.local;

import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.TopicAdministration;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole engine inside this JVM: broker with all topics, cluster, live job. The owner closes it,
 * which stops all of it and forgets its data.
 */
public final class LocalEngine implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final LocalBroker broker;
  private final LocalCluster cluster;
  private final UnderstudyConfiguration configuration;
  private final LocalJob job;

  private LocalEngine(UnderstudyConfiguration requested) {
    this.broker = LocalBroker.start();
    try {
      this.configuration = requested.onFreshBroker(broker.bootstrapServers());
      createTopics();
      this.cluster = LocalCluster.start(requested.runtime().parallelism());
      this.job = startJob();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Starts everything and waits until the job runs; {@code kafka.bootstrap} is replaced. */
  public static LocalEngine start(UnderstudyConfiguration configuration) {
    return new LocalEngine(configuration);
  }

  /** The configuration with the address of the broker. */
  public UnderstudyConfiguration configuration() {
    return configuration;
  }

  /**
   * Asks whether the job still runs.
   *
   * @throws IllegalStateException with the reason if it does not
   */
  public void failIfEnded() {
    if (job.ended()) {
      throw new IllegalStateException("the live job ended", job.failure().orElse(null));
    }
  }

  @Override
  public void close() {
    try (broker;
        cluster) {
      job.close();
    }
  }

  private void createTopics() {
    try (TopicAdministration administration = new TopicAdministration(configuration.kafka())) {
      administration.createMissing(configuration.runtime().parallelism());
    }
  }

  private LocalJob startJob() {
    try {
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      new LiveJob(configuration).define(environment);
      LocalJob started = cluster.submit(environment);
      started.awaitRunning(START_LIMIT);
      return started;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }
}
