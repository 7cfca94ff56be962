package io.understudy.it;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.local.LocalCluster;
import io.understudy.pipeline.local.LocalJob;
import io.understudy.pipeline.local.TemporaryDirectory;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.topic.TopicAdministration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The live job with the tiny model on topics of its own, for one test. All rigs of a JVM share one
 * broker, but those that are given another.
 */
final class Rig implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final int SLOTS = 2;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TemporaryDirectory folder = TemporaryDirectory.create("rig");
  private final TestPictures pictures = new TestPictures();
  private final UnderstudyConfiguration configuration;
  private final StreamPublisher publisher;
  private final Inbox<ReenactedFrame> frames;
  private final Inbox<DeadLetter> letters;
  private final Inbox<StreamEvent> events;
  private final LocalCluster cluster;
  private UnderstudyConfiguration jobConfiguration;
  private LocalJob job;

  /** Makes topics and a cluster; {@code assignments} go on top of the test's configuration. */
  Rig(String... assignments) {
    this(Map.of(), assignments);
  }

  /** As {@link #Rig(String...)} on a cluster with settings of Flink. */
  Rig(Map<String, String> clusterSettings, String... assignments) {
    this.cluster = LocalCluster.start(SLOTS, clusterSettings);
    this.configuration = configuration(assignments);
    this.jobConfiguration = configuration;
    try (TopicAdministration administration = new TopicAdministration(configuration.kafka())) {
      administration.createMissing(1);
    }
    this.publisher = new StreamPublisher(configuration.kafka());
    UnderstudyConfiguration.Kafka kafka = configuration.kafka();
    this.frames =
        new Inbox<>(StreamReader.reenactedFrames(kafka, From.BEGINNING), this::failIfEnded);
    this.letters = new Inbox<>(StreamReader.deadLetters(kafka, From.BEGINNING), this::failIfEnded);
    this.events = new Inbox<>(StreamReader.events(kafka, From.BEGINNING), this::failIfEnded);
  }

  /** Lets the job run under a configuration of its own; the rest of the rig keeps its. */
  Rig runJobAs(UnderstudyConfiguration other) {
    jobConfiguration = other;
    return this;
  }

  private UnderstudyConfiguration configuration(String... assignments) {
    List<String> all = new ArrayList<>();
    String name = "rig-" + NUMBER.incrementAndGet();
    List<String> given = List.of(assignments);
    if (given.stream().noneMatch(assignment -> assignment.startsWith("kafka.bootstrap="))) {
      all.add("kafka.bootstrap=" + SharedBroker.INSTANCE.bootstrapServers());
    }
    all.add("kafka.topic-prefix=" + name + ".");
    all.add("kafka.group=" + name);
    all.add("kafka.driving-start=earliest");
    all.add("model.preset=" + TinyModel.PRESET.name());
    all.add("model.weights=" + TinyModel.write(folder.path()));
    all.add("model.precision=exact");
    all.add("model.threads=1");
    all.add("checkpoint.interval=300ms");
    all.add("live.unlabelled-allowed=true");
    all.addAll(given);
    return UnderstudyConfiguration.read(null, all);
  }

  /** Starts the job and waits until it runs. */
  Rig start() {
    job = cluster.submit(definition());
    job.awaitRunning(START_LIMIT);
    return this;
  }

  /** Stops the job with a savepoint and starts it from there. */
  void restartFromSavepoint() {
    startFrom(job.stopWithSavepoint(folder.path()));
  }

  /** As {@link #restartFromSavepoint()} with another parallelism, at most 2. */
  void rescale(int parallelism) {
    jobConfiguration =
        new UnderstudyConfiguration(
            jobConfiguration.kafka(),
            jobConfiguration.model(),
            jobConfiguration.live(),
            jobConfiguration.checkpoint(),
            new UnderstudyConfiguration.Runtime(parallelism));
    restartFromSavepoint();
  }

  /** Starts the job from the savepoint at a path and waits until it runs. */
  void startFrom(String savepoint) {
    job = cluster.submitFrom(savepoint, definition());
    job.awaitRunning(START_LIMIT);
  }

  /** Waits until all that was published is on the broker. */
  void flush() {
    publisher.flush();
  }

  private StreamExecutionEnvironment definition() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    new LiveJob(jobConfiguration).define(environment);
    return environment;
  }

  UnderstudyConfiguration configuration() {
    return configuration;
  }

  TestPictures pictures() {
    return pictures;
  }

  /** Ends the TaskManager and starts another one. */
  void failTaskManager() {
    cluster.replaceTaskManager();
  }

  /** Publishes a portrait with consent. */
  void publishSource(String sourceId, int seed) {
    publisher.publish(TestRecords.source(sourceId, 1, pictures.portrait(seed)));
  }

  void publishSource(String sourceId, int seed, Consent consent) {
    publisher.publish(TestRecords.source(sourceId, 1, pictures.portrait(seed), consent));
  }

  /** Publishes a complete session with absolute motion and without a label. */
  void publishSession(String streamId, String sourceId) {
    publishSession(streamId, sourceId, MotionMode.ABSOLUTE);
  }

  void publishSession(String streamId, String sourceId, MotionMode motion) {
    publishSession(streamId, sourceId, "", motion);
  }

  /** Publishes a complete session without a label; an empty preset is the job's. */
  void publishSession(String streamId, String sourceId, String preset, MotionMode motion) {
    publisher.publish(
        TestRecords.session(streamId, sourceId, preset, motion, DeliveryMode.COMPLETE));
  }

  /** Announces weights of a preset. */
  void announce(ModelAnnouncement announcement) {
    publisher.publish(announcement);
  }

  void withdraw(String sourceId) {
    publisher.publish(Source.withdrawn(sourceId));
  }

  /** Publishes driving frames number {@code from} until before {@code to}. */
  void publishFrames(String streamId, int seed, long from, long to) {
    for (long number = from; number < to; number++) {
      publishFrame(streamId, number, pictures.driving(seed, number));
    }
  }

  void publishFrame(String streamId, long number, ByteString jpeg) {
    publisher.publish(TestRecords.frame(streamId, number, 1_000_000 + number, jpeg));
  }

  void publish(DrivingFrame frame) {
    publisher.publish(frame);
  }

  /** Publishes a session for a source and waits until its stream has started. */
  void startStream(String streamId, String sourceId) {
    startStream(streamId, sourceId, MotionMode.ABSOLUTE);
  }

  void startStream(String streamId, String sourceId, MotionMode motion) {
    startStream(streamId, sourceId, "", motion);
  }

  void startStream(String streamId, String sourceId, String preset, MotionMode motion) {
    publishSession(streamId, sourceId, preset, motion);
    awaitEvent(
        event -> event.streamId().equals(streamId) && event.kind() == StreamEvent.Kind.STARTED);
  }

  /** All committed frames so far, once there are {@code count} different ones. */
  List<ReenactedFrame> awaitFrames(int count) {
    try {
      return frames.await(read -> read.stream().map(Rig::identity).distinct().count() >= count);
    } catch (AssertionError e) {
      e.addSuppressed(new AssertionError("refused so far: " + letters.look()));
      throw e;
    }
  }

  /** All committed frames, with those that still come. */
  List<ReenactedFrame> settledFrames() {
    return frames.settle();
  }

  List<DeadLetter> awaitDeadLetters(int count) {
    return letters.await(read -> read.size() >= count);
  }

  StreamEvent awaitEvent(Predicate<StreamEvent> wanted) {
    return events.await(read -> read.stream().anyMatch(wanted)).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  /** Whether such an event has come, waiting a moment for news. */
  boolean hasEvent(Predicate<StreamEvent> wanted) {
    return events.look().stream().anyMatch(wanted);
  }

  private static String identity(ReenactedFrame frame) {
    return frame.streamId() + " " + frame.epoch() + " " + frame.sequence();
  }

  private void failIfEnded() {
    if (job != null && job.ended()) {
      throw new AssertionError("the job ended", job.failure().orElse(null));
    }
  }

  @Override
  public void close() {
    try (folder;
        pictures;
        cluster;
        publisher;
        frames;
        letters;
        events) {
      if (job != null) {
        job.close();
      }
    }
  }

  /** One broker for all tests of a JVM, stopped with it. */
  private static final class SharedBroker {
    private static final LocalBroker INSTANCE = start();

    private static LocalBroker start() {
      LocalBroker broker = LocalBroker.start();
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
      return broker;
    }
  }
}
