package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.it.Arrivals.Arrival;
import io.understudy.pipeline.LiveJob;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What failures do to streams: a broker, a JobManager and a TaskManager as processes, and two jobs
 * on that TaskManager, one for each delivery guarantee. Every case has a stream of its own with
 * four frames a second in both jobs; all cases together print one table.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class FailuresITCase {
  private static final String SOURCE = "portrait";
  private static final int FRAMES_BEFORE = 5;
  private static final int FRAMES_AFTER = 5;

  /** Whether to go to the numbers in docs/guarantees.md; a build checks the same with fewer. */
  private static final boolean FULL = Boolean.getBoolean("understudy.failures.full");

  /** For each operator to get a record, on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(300);

  /** A feed outlives the longest absence of its broker. */
  private static final int PATIENT_MILLIS = 120_000;

  private static final int FLOOD = FULL ? 1000 : 200;
  private static final int CHANGES = FULL ? 1000 : 50;
  private static final int SESSIONS = FULL ? 500 : 25;

  private final TemporaryDirectory folder = TemporaryDirectory.create("failures");
  private final TestPictures pictures = new TestPictures();
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<Lane, FailingOperators> failing = new HashMap<>();
  private final Map<Lane, List<String>> operators = new HashMap<>();
  private final List<FailureRow> rows = new ArrayList<>();
  private int streams;
  private Path weights;
  private ChildBroker broker;
  private SmallDisk disk;
  private StandaloneCluster cluster;

  @BeforeAll
  void startProcessesAndJobs() throws Exception {
    weights = TinyModel.write(TinyModel.SMALLEST, folder.path());
    broker = new ChildBroker(folder.path().resolve("broker"));
    disk = SmallDisk.mount(folder.path().resolve("cluster/checkpoints")).orElse(null);
    cluster =
        new StandaloneCluster(
            folder.path().resolve("cluster"),
            command -> disk == null ? command : disk.through(command));
    for (String delivery : List.of("exactly-once", "at-least-once")) {
      Lane lane = new Lane(configuration(delivery));
      lanes.add(lane);
      lane.publish(TestRecords.source(SOURCE, 1, pictures.portrait(1)));
      submit(lane);
    }
  }

  private UnderstudyConfiguration configuration(String delivery) {
    return UnderstudyConfiguration.read(null, assignments(delivery, delivery));
  }

  private List<String> assignments(String name, String delivery) {
    return List.of(
        "kafka.bootstrap=" + broker.bootstrapServers(),
        "kafka.topic-prefix=" + name + ".",
        "kafka.group=" + name,
        "kafka.delivery=" + delivery,
        "kafka.driving-start=earliest",
        "kafka.client.max.block.ms=" + PATIENT_MILLIS,
        "model.preset=" + TinyModel.SMALLEST.name(),
        "model.weights=" + weights,
        "model.precision=exact",
        "model.threads=1",
        "checkpoint.interval=1s",
        "live.unlabelled-allowed=true");
  }

  private void submit(Lane lane) throws Exception {
    StreamExecutionEnvironment environment = cluster.environment();
    new LiveJob(lane.configuration()).define(environment);
    StreamGraph graph = environment.getStreamGraph();
    FailingOperators fuses =
        new FailingOperators(Files.createDirectory(folder.path().resolve("fuses-" + lanes.size())));
    operators.put(lane, fuses.prepare(graph));
    failing.put(lane, fuses);
    environment.executeAsync(graph);
  }

  @AfterAll
  void stopProcessesAndPrintTheTable() throws IOException {
    String table = FailureRow.table(rows);
    System.out.println(table);
    Files.writeString(Path.of("target", "failures.md"), table);
    try (folder;
        pictures;
        SmallDisk lastDisk = disk;
        ChildBroker lastBroker = broker;
        StandaloneCluster lastCluster = cluster) {
      lanes.forEach(Lane::close);
    }
  }

  @Test
  void theTaskManagerIsKilled() {
    judge(
        "kill -9 of the TaskManager",
        stream -> {
          cluster.killTaskManager();
          cluster.startTaskManager();
        });
  }

  @Test
  void theBrokerIsKilled() {
    judge(
        "kill -9 of the broker",
        stream -> {
          broker.kill();
          broker.start();
        });
  }

  @Test
  void theTaskManagerAndTheBrokerAreKilled() {
    judge(
        "kill -9 of TaskManager and broker",
        stream -> {
          cluster.killTaskManager();
          broker.kill();
          broker.start();
          cluster.startTaskManager();
        });
  }

  @Test
  void theBrokerIsAwayForThirtySeconds() {
    judge(
        "broker away for 30 s",
        stream -> {
          broker.kill();
          pass(Duration.ofSeconds(30));
          broker.start();
        });
  }

  @Test
  void everyOperatorThrowsOnce() {
    Set<String> throwers = new LinkedHashSet<>();
    operators.values().forEach(throwers::addAll);
    judge(
        "an exception in each of %d operators".formatted(throwers.size()),
        stream -> throwers.forEach(operator -> throwIn(operator, stream.streamId())));
  }

  /** Every input gets records until the operator has thrown in each job that has it. */
  private void throwIn(String operator, String streamId) {
    List<Lane> throwing =
        lanes.stream().filter(lane -> operators.get(lane).contains(operator)).toList();
    throwing.forEach(lane -> failing.get(lane).arm(operator));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (long version = System.nanoTime(); stillArmed(throwing, operator); version++) {
      assertThat(System.nanoTime()).as(operator + " got no record").isLessThan(deadline);
      for (Lane lane : throwing) {
        lane.publish(TestRecords.source("other", version, pictures.portrait(2)));
        lane.publish(session(streamId + "-other"));
        lane.publish(Session.stopped(streamId + "-other"));
        lane.publish(TestRecords.frame("nobody's", version, 0, pictures.driving(1, 0)));
        lane.publish(ModelAnnouncement.withdrawn("absent"));
      }
      pass(Duration.ofSeconds(1));
    }
  }

  private boolean stillArmed(List<Lane> throwing, String operator) {
    return throwing.stream().anyMatch(lane -> failing.get(lane).armed(operator));
  }

  @Test
  void theDiskForCheckpointsIsFull() {
    assumeThat(disk).as("a disk of its own, which needs user namespaces").isNotNull();
    judge(
        "disk for checkpoints full for 10 s",
        stream -> {
          disk.fill();
          pass(Duration.ofSeconds(10));
          disk.free();
        });
  }

  @Test
  void theCaptureClockJumps() {
    judge(
        "capture clock jumps by an hour, forth and back",
        stream -> {
          for (int hours : List.of(1, -1, 0)) {
            stream.setCaptureClock(Duration.ofHours(hours));
            pass(Duration.ofSeconds(1));
          }
        });
  }

  @Test
  void anotherStreamFloods() {
    String flood = "flood";
    lanes.forEach(lane -> lane.startStream(flood, SOURCE, DeliveryMode.LIVE));
    judge(
        "another stream floods, %d frames at once".formatted(FLOOD),
        stream -> lanes.forEach(lane -> flood(lane, flood)));
  }

  private void flood(Lane lane, String streamId) {
    ByteString picture = pictures.driving(1, 0);
    for (long number = 0; number < FLOOD; number++) {
      lane.publish(TestRecords.frame(streamId, number, System.currentTimeMillis() * 1000, picture));
    }
    lane.flush();
  }

  @Test
  void theSourceIsChangedAThousandTimes() {
    List<ByteString> portraits =
        IntStream.range(0, 10).mapToObj(seed -> pictures.portrait(seed)).toList();
    String streamId =
        judge(
            "source changed %d times".formatted(CHANGES),
            stream -> {
              for (int version = 2; version <= CHANGES + 1; version++) {
                Source source = TestRecords.source(SOURCE, version, portraits.get(version % 10));
                lanes.forEach(lane -> lane.publish(source));
              }
              lanes.forEach(
                  lane -> lane.arrivals().await(stream.streamId(), FailuresITCase::changedLast));
            });
    for (Lane lane : lanes) {
      List<Arrival> arrivals = lane.arrivals().of(streamId);
      assertThat(arrivals.get(arrivals.size() - 1).sourceVersion()).isEqualTo(CHANGES + 1L);
    }
  }

  private static boolean changedLast(List<Arrival> arrivals) {
    return arrivals.stream().anyMatch(arrival -> arrival.sourceVersion() == CHANGES + 1L);
  }

  @Test
  void manySessionsComeAndGo() {
    judge(
        "%d sessions started and stopped".formatted(SESSIONS),
        stream -> {
          lanes.forEach(this::startAndStopSessions);
          lanes.forEach(lane -> lane.awaitEvents("guest-", StreamEvent.Kind.STOPPED, SESSIONS));
        });
  }

  private void startAndStopSessions(Lane lane) {
    for (int guest = 0; guest < SESSIONS; guest++) {
      lane.publish(session("guest-" + guest));
      lane.publish(TestRecords.frame("guest-" + guest, 0, 0, pictures.driving(1, 0)));
      lane.publish(Session.stopped("guest-" + guest));
    }
  }

  @Test
  void theSameJobIsSubmittedAgainToTheTaskManager() {
    List<String> assignments = assignments("third", "at-least-once");
    try (Lane third = new Lane(UnderstudyConfiguration.read(null, assignments))) {
      third.publish(TestRecords.source(SOURCE, 1, pictures.portrait(1)));
      judge(
          "the same job submitted once more to the TaskManager",
          stream -> {
            String job = cluster.run(LiveJob.class, assignments);
            third.startStream("third", SOURCE);
            third.publish(TestRecords.frame("third", 0, 0, pictures.driving(1, 0)));
            third.arrivals().awaitSequence("third", 0);
            cluster.flink("cancel", job);
          });
    }
  }

  private static Session session(String streamId) {
    return TestRecords.session(streamId, SOURCE, DeliveryMode.COMPLETE);
  }

  /** Lets time pass that a failure lasts. */
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private interface Failure {
    /** Returns when the cause is gone. */
    void happen(SteadyStream stream);
  }

  /** Runs a stream through the failure; returns its id. */
  private String judge(String what, Failure failure) {
    String streamId = "stream-" + ++streams;
    lanes.forEach(lane -> lane.startStream(streamId, SOURCE));
    long failed;
    long firstAfter;
    long published;
    try (SteadyStream stream = new SteadyStream(lanes, streamId, pictures)) {
      lanes.forEach(lane -> lane.arrivals().awaitSequence(streamId, FRAMES_BEFORE));
      failed = System.nanoTime();
      firstAfter = stream.next();
      failure.happen(stream);
      long enough = stream.next() + FRAMES_AFTER;
      lanes.forEach(lane -> lane.arrivals().awaitSequence(streamId, enough));
      published = stream.stop();
    }
    for (Lane lane : lanes) {
      lane.arrivals().awaitSequence(streamId, published - 1);
      double seconds = (lane.arrivals().awaitSequence(streamId, firstAfter) - failed) / 1e9;
      record(
          FailureRow.of(what, lane.delivery(), published, lane.arrivals().of(streamId), seconds));
    }
    return streamId;
  }

  private void record(FailureRow row) {
    rows.add(row);
    System.out.println(row.markdown());
    assertThat(row.lost()).as(row.toString()).isZero();
    assertThat(row.outOfOrder()).as(row.toString()).isZero();
    if (row.delivery().equals("exactly once")) {
      assertThat(row.repeated()).as(row.toString()).isZero();
    }
  }
}
