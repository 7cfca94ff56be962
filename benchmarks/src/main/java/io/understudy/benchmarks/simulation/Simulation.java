package io.understudy.benchmarks.simulation;

import io.understudy.benchmarks.job.PacedLoad;
import io.understudy.benchmarks.job.SampleSource;
import io.understudy.benchmarks.job.StreamFigures;
import io.understudy.benchmarks.job.StreamGroup;
import io.understudy.benchmarks.job.StreamTally;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.CompletedCheckpoint;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.RunSummary.Stage;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Many live streams through the whole job, broker and state included, with a stand-in for the
 * network: how they spread, what checkpoints hold, how long recovery takes, what goes over the
 * network. One thread.
 */
public final class Simulation {
  private static final String NAME = "simulated-";
  private static final int FAILS_AFTER_SHARE = 4;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LONGEST_RESTART = Duration.ofMinutes(3);

  private final UnderstudyConfiguration settings;
  private final SimulationPlan plan;
  private final NetworkCost cost;
  private final Consumer<String> progress;

  /**
   * A simulation that has not begun.
   *
   * @param settings of the job; its parallelism is the number of devices
   * @param cost of the network that is stood in for
   * @param progress takes a line for each step that begins
   */
  public Simulation(
      UnderstudyConfiguration settings,
      SimulationPlan plan,
      NetworkCost cost,
      Consumer<String> progress) {
    this.settings = settings;
    this.plan = plan;
    this.cost = cost;
    this.progress = progress;
  }

  /**
   * Runs broker, cluster and job in this process, and all of the plan.
   *
   * @param stop ends it; borrowed
   * @throws CancellationException if the process is to end
   */
  public SimulationFigures run(StopSignal stop) {
    progress.accept("starting broker, cluster and job");
    SampleSource source = SampleSource.render();
    try (LocalEngine engine = LocalEngine.start(settings, new StubLoader(cost), stop);
        TopicAdministration topics = new TopicAdministration(engine.configuration().kafka());
        StreamTally tally = new StreamTally(engine, NAME)) {
      progress.accept("starting %d streams".formatted(plan.streams()));
      long start = System.nanoTime();
      try (StreamGroup group =
          new StreamGroup(
              engine.configuration().kafka(), NAME, plan.streams(), DeliveryMode.LIVE, source)) {
        tally.awaitStart(plan.streams());
        double startSeconds = (System.nanoTime() - start) / 1e9;
        PacedLoad load = new PacedLoad(group, tally, plan.intervalMicros());
        progress.accept("warming up");
        load.run(plan.frames(plan.warmUp()), read -> {});
        tally.awaitFrames(group.published());
        return measured(startSeconds, engine, topics, load);
      }
    }
  }

  private SimulationFigures measured(
      double startSeconds, LocalEngine engine, TopicAdministration topics, PacedLoad load) {
    progress.accept("measuring");
    StreamGroup group = load.group();
    long publishedBefore = group.published();
    long beginEpochMillis = System.currentTimeMillis();
    TopicTraffic drivingBefore = TopicTraffic.now(topics, Topic.DRIVING_FRAMES);
    TopicTraffic reenactedBefore = TopicTraffic.now(topics, Topic.REENACTED_FRAMES);
    load.tally().begin();
    load.run(plan.frames(plan.length()), read -> {});
    load.tally().awaitFrames(group.published());
    load.tally().end();
    TopicTraffic driving = TopicTraffic.now(topics, Topic.DRIVING_FRAMES).since(drivingBefore);
    TopicTraffic reenacted =
        TopicTraffic.now(topics, Topic.REENACTED_FRAMES).since(reenactedBefore);
    List<CompletedCheckpoint> checkpoints =
        engine.job().checkpoints().stream()
            .filter(checkpoint -> checkpoint.triggerEpochMillis() >= beginEpochMillis)
            .toList();
    StreamFigures figures =
        load.tally()
            .figures(
                group.streams(), group.published() - publishedBefore, 1e6 / plan.intervalMicros());
    Map<String, Long> frames = load.tally().framesByStream();
    return new SimulationFigures(
        startSeconds,
        figures,
        spread(group, stream -> 1),
        spread(group, stream -> frames.getOrDefault(stream, 0L)),
        checkpoints,
        driving,
        reenacted,
        failed(engine, load, figures));
  }

  private Recovery failed(LocalEngine engine, PacedLoad load, StreamFigures usual) {
    progress.accept("failing a task");
    RecoveryWatch watch = new RecoveryWatch(load.group());
    long droppedBefore = load.tally().droppedFrames();
    Duration before = plan.afterFailure().dividedBy(FAILS_AFTER_SHARE);
    load.run(plan.frames(before), watch::see);
    DeviceFault.inject();
    load.run(plan.frames(plan.afterFailure().minus(before)), watch::see);
    long failedEpochMillis =
        DeviceFault.failedEpochMillis()
            .orElseThrow(
                () -> new IllegalStateException("no model call met the failure of the device"));
    long runningEpochMillis = awaitRestart(engine, load.tally(), watch, failedEpochMillis);
    load.tally().readUntilSilent(watch::see);
    return watch.recovery(
        failedEpochMillis,
        runningEpochMillis,
        usual.stages().latency(Stage.CAPTURE_TO_OUTPUT).percentileMillis(99),
        load.tally().droppedFrames() - droppedBefore);
  }

  /** The cluster notices a failure later than it happens. */
  private static long awaitRestart(
      LocalEngine engine, StreamTally tally, RecoveryWatch watch, long failedEpochMillis) {
    long deadline = System.nanoTime() + LONGEST_RESTART.toNanos();
    while (System.nanoTime() < deadline) {
      OptionalLong since = engine.job().runningSinceEpochMillis();
      if (since.isPresent() && since.getAsLong() > failedEpochMillis) {
        return since.getAsLong();
      }
      watch.see(tally.read(POLL));
    }
    throw new IllegalStateException(
        "the job did not restart within %d s of its failure; see its log"
            .formatted(LONGEST_RESTART.toSeconds()));
  }

  private Spread spread(StreamGroup group, ToLongFunction<String> count) {
    long[] counts = new long[settings.runtime().parallelism()];
    for (int stream = 0; stream < group.streams(); stream++) {
      counts[task(group.id(stream))] += count.applyAsLong(group.id(stream));
    }
    return Spread.of(counts);
  }

  /** Flink's own assignment of keys to tasks. */
  private int task(String streamId) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        streamId, settings.live().maxParallelism(), settings.runtime().parallelism());
  }
}
