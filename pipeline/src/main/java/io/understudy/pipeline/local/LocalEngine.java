package io.understudy.pipeline.local;

import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.TopicAdministration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The engine inside this JVM: a cluster with the live job, and a broker of its own where it is not
 * given one. The owner closes it, which stops all of it and forgets its data; so does the end of
 * the JVM, on Ctrl-C for instance, unless it was started with a {@link StopSignal}. Thread-safe.
 */
public final class LocalEngine implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final UnderstudyConfiguration configuration;
  private final ReenactorLoader loader;
  private final Optional<StopSignal> stop;
  private final Map<String, String> clusterSettings;
  private final Thread exitHook = new Thread(this::stop, "stop-engine");
  private LocalBroker broker;
  private LocalCluster cluster;
  private LocalJob job;

  private LocalEngine(
      UnderstudyConfiguration configuration,
      ReenactorLoader loader,
      LocalBroker broker,
      Optional<StopSignal> stop,
      Map<String, String> clusterSettings) {
    this.configuration = configuration;
    this.loader = loader;
    this.broker = broker;
    this.stop = stop;
    this.clusterSettings = clusterSettings;
    if (stop.isEmpty()) {
      Runtime.getRuntime().addShutdownHook(exitHook);
    }
  }

  /** Starts broker, topics, cluster and job and waits until the job runs. */
  public static LocalEngine start(UnderstudyConfiguration configuration) {
    return start(configuration, BrokerPorts.free());
  }

  /** As {@link #start(UnderstudyConfiguration)} with the broker on given ports. */
  public static LocalEngine start(UnderstudyConfiguration configuration, BrokerPorts ports) {
    ReenactorLoader loader = LiveJob.networks(configuration);
    return start(configuration, loader, ports, Optional.empty(), Map.of());
  }

  /**
   * As {@link #start(UnderstudyConfiguration)} for work that has something left to do when the
   * process is to end: the engine then runs on until its owner closes it, and {@link #failIfEnded}
   * ends the work.
   *
   * @param stop borrowed, closed behind the engine
   */
  public static LocalEngine start(UnderstudyConfiguration configuration, StopSignal stop) {
    return start(configuration, stop, Map.of());
  }

  /**
   * As {@link #start(UnderstudyConfiguration, StopSignal)} with settings of the cluster.
   *
   * @param clusterSettings Flink's options, by name
   */
  public static LocalEngine start(
      UnderstudyConfiguration configuration, StopSignal stop, Map<String, String> clusterSettings) {
    return start(
        configuration,
        LiveJob.networks(configuration),
        BrokerPorts.free(),
        Optional.of(stop),
        clusterSettings);
  }

  /** As {@link #start(UnderstudyConfiguration, StopSignal)} with networks of another loader. */
  public static LocalEngine start(
      UnderstudyConfiguration configuration, ReenactorLoader loader, StopSignal stop) {
    return start(configuration, loader, BrokerPorts.free(), Optional.of(stop), Map.of());
  }

  private static LocalEngine start(
      UnderstudyConfiguration configuration,
      ReenactorLoader loader,
      BrokerPorts ports,
      Optional<StopSignal> stop,
      Map<String, String> clusterSettings) {
    LocalBroker broker = LocalBroker.start(ports);
    UnderstudyConfiguration onBroker = configuration.onFreshBroker(broker.bootstrapServers());
    return new LocalEngine(onBroker, loader, broker, stop, clusterSettings).started(true);
  }

  /** Starts cluster and job on the broker and topics that the configuration names. */
  public static LocalEngine connect(UnderstudyConfiguration configuration) {
    ReenactorLoader loader = LiveJob.networks(configuration);
    return new LocalEngine(configuration, loader, null, Optional.empty(), Map.of()).started(false);
  }

  /** The configuration in use, with the address of the broker. */
  public UnderstudyConfiguration configuration() {
    return configuration;
  }

  /** The live job; the engine closes it. */
  public LocalJob job() {
    return job;
  }

  /**
   * Asks whether the job still runs.
   *
   * @throws IllegalStateException with the reason if it does not
   * @throws CancellationException if the signal came that the engine was started with
   */
  public void failIfEnded() {
    failIfStopped();
    if (job.ended()) {
      throw new IllegalStateException("the live job ended", job.failure().orElse(null));
    }
  }

  /**
   * Waits until the job is cancelled, which nothing but {@link #close} and the JVM's end do.
   *
   * @throws IllegalStateException with the reason if it fails instead
   */
  public void awaitEnd() {
    job.awaitEnd();
    job.failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException("the live job failed", failure);
            });
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException alreadyExiting) {
      // then the hook runs, and finds nothing left to stop
    }
  }

  private void failIfStopped() {
    stop.ifPresent(
        signal ->
            signal.endIfGiven(
                "the process is to end, and with it what the engine was started for"));
  }

  private LocalEngine started(boolean createTopics) {
    try {
      failIfStopped();
      try (TopicAdministration administration = new TopicAdministration(configuration.kafka())) {
        if (createTopics) {
          administration.createMissing(configuration.runtime().parallelism());
        } else {
          administration.requireAll();
        }
      }
      failIfStopped();
      cluster = LocalCluster.start(configuration.runtime().parallelism(), clusterSettings);
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      new LiveJob(configuration, loader).define(environment);
      job = cluster.submit(environment);
      job.awaitRunning(START_LIMIT, this::failIfStopped);
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Try-with-resources closes from right to left and passes over what is null. */
  private synchronized void stop() {
    try (LocalBroker lastBroker = broker;
        LocalCluster lastCluster = cluster;
        LocalJob lastJob = job) {
      broker = null;
      cluster = null;
    }
  }
}
