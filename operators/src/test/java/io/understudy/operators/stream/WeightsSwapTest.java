package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.SessionLimits;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import java.util.Collection;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** Streams that change their weights between two frames. */
@Timeout(60)
class WeightsSwapTest {
  /** Models are loaded in real time, in which the clock of a test may run far ahead. */
  private static final LiveOptions PATIENT =
      options().withSessionLimits(new SessionLimits(3, 1 << 20, Integer.MAX_VALUE, 0));

  private static final long BIG = 1 << 20;

  private final FakeModels models = new FakeModels("WeightsSwapTest");

  @Test
  void tellsOfSwappedWeightsAndTakesANewBaseline() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 0, 0, 50, 50, 50));
      chain.update(
          start(
              session("a", "s", "other", MotionMode.RELATIVE, DeliveryMode.COMPLETE),
              2,
              10,
              20,
              30));
      chain.awaitSwap("a").frame(frame("a", 0, 1, 70, 70, 70)).flush();
      assertThat(Frames.reds(chain)).containsExactly(10, 10);
      assertThat(chain.eventNames())
          .containsExactly("a STARTED 1 fake@w1", "a WEIGHTS_SWAPPED 1 other@w1");
    }
  }

  @Test
  void framesGoOnWithTheOldWeightsWhileTheNewOnesAreLoadedAndNoneIsLost() throws Exception {
    models.holdLoads("newSlow");
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 50, 50, 50));
      chain.update(swap("a", 2, "newSlow")).setMillis(20).setMillis(40);
      chain.frame(frame("a", 0, 1, 50, 50, 50)).flush();
      assertThat(chain.frames()).extracting(ReenactedFrame::weightsId).containsExactly("w1", "w1");
      FakeReenactor old = models.loaded("fake");
      models.releaseLoads("newSlow");
      chain.awaitSwap("a").frame(frame("a", 0, 2, 50, 50, 50)).flush();
      assertThat(chain.frames())
          .extracting(ReenactedFrame::weightsId)
          .containsExactly("w1", "w1", "newSlow");
      assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1", "a:0:2");
      assertThat(chain.eventNames()).contains("a WEIGHTS_SWAPPED 1 fake@newSlow");
      assertThat(old.closed()).as("nobody uses the old weights").isTrue();
      assertThat(old.openFeatures()).isZero();
    }
  }

  @Test
  void oldWeightsLiveUntilTheirLastStreamAndFrameAreDone() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 50, 50, 50));
      chain.update(start(complete("b", "s"), 1, 10, 20, 30)).frame(frame("b", 0, 0, 50, 50, 50));
      FakeReenactor old = models.loaded("fake");
      chain.update(swap("a", 2, "new1")).awaitSwap("a").flush();
      assertThat(old.closed()).isFalse();
      old.hold();
      chain.frame(frame("b", 0, 1, 50, 50, 50));
      chain.update(swap("b", 2, "new1"));
      chain.frame(frame("b", 0, 2, 50, 50, 50));
      assertThat(old.closed()).as("a frame in flight uses them").isFalse();
      old.releaseAll();
      chain.flush();
      assertThat(old.closed()).isTrue();
      assertThat(chain.frameNames()).containsExactly("a:0:0", "b:0:0", "b:0:1", "b:0:2");
    }
  }

  @Test
  void aSwapThatWaitsSurvivesARestore() throws Exception {
    models.holdLoads("newLater");
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 50, 50, 50));
      state = chain.update(swap("a", 2, "newLater")).snapshot();
      models.releaseLoads("newLater");
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.frame(frame("a", 0, 1, 50, 50, 50)).awaitSwap("a");
      chain.frame(frame("a", 0, 2, 50, 50, 50)).flush();
      assertThat(chain.frames())
          .extracting(ReenactedFrame::weightsId)
          .containsExactly("w1", "newLater");
    }
  }

  /** As a stream waits whose own model is not there after a restore. */
  @Test
  void aSwapThatWaitsSurvivesARestoreWhereItsWeightsAreNotThereYet() throws Exception {
    models.holdLoads("late");
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 50, 50, 50));
      state = chain.update(swap("a", 2, "late")).snapshot();
      models.releaseLoads("late");
    }
    FakeModels elsewhere = new FakeModels("WeightsSwapTest elsewhere");
    try (LiveChain chain = LiveChain.restore(options(), elsewhere, state, 1, 0)) {
      for (long millis = 20; elsewhere.refusals("late") == 0; millis += 20) {
        chain.setMillis(millis);
      }
      elsewhere.install("late");
      chain.frame(frame("a", 0, 1, 50, 50, 50)).flush();
      chain.awaitSwap("a").frame(frame("a", 0, 2, 50, 50, 50)).flush();
      assertThat(chain.frames())
          .extracting(ReenactedFrame::weightsId)
          .containsExactly("w1", "late");
      assertThat(chain.eventNames()).containsExactly("a WEIGHTS_SWAPPED 1 fake@late");
      assertThat(elsewhere.refusals("late")).as("it was not tried at each look").isEqualTo(1);
    }
  }

  @Test
  void aYoungerUpdateReplacesASwapThatWaits() throws Exception {
    models.holdLoads("newNever");
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.update(swap("a", 3, "newNever"));
      chain.update(start(session("a", "t"), 2, 90, 90, 90));
      chain.frame(frame("a", 0, 0, 1, 1, 1)).flush();
      assertThat(chain.frames())
          .as("older")
          .extracting(ReenactedFrame::sourceId)
          .containsExactly("s");
      chain.update(start(session("a", "t"), 4, 90, 90, 90));
      models.releaseLoads("newNever");
      chain.setMillis(20).frame(frame("a", 0, 1, 1, 1, 1)).flush();
      assertThat(chain.frames()).extracting(ReenactedFrame::weightsId).containsOnly("w1");
      assertThat(chain.frames()).extracting(ReenactedFrame::sourceId).containsExactly("s", "t");
    }
  }

  @Test
  void weightsThatCannotBeLoadedLeaveTheStreamAsItIs() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30));
      chain.update(swap("a", 2, "gone"));
      for (long millis = 20; chain.events().size() < 2; millis += 20) {
        chain.setMillis(millis);
      }
      chain.frame(frame("a", 0, 0, 1, 1, 1)).flush();
      assertThat(chain.frames()).extracting(ReenactedFrame::weightsId).containsExactly("w1");
      assertThat(chain.eventNames().get(1))
          .startsWith("a WEIGHTS_REFUSED 1 weights fake@gone could not be loaded:");
    }
  }

  @Test
  void aWithdrawnSourceIsShownNoMoreWhileTheModelOfTheNextOneIsLoaded() throws Exception {
    models.holdLoads("newSlowB");
    try (LiveChain chain = LiveChain.start(PATIENT, models)) {
      chain.update(start(complete("a", "A"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 1, 1, 1));
      chain.flush().update(to("B", 2, "newSlowB"));
      chain.update(SessionUpdate.stop(complete("a", "A"), 1, StopReason.WITHDRAWN));
      chain.frame(frame("a", 0, 1, 1, 1, 1)).setMillis(40).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0");
      assertThat(chain.eventNames())
          .containsExactly("a STARTED 1 fake@w1", "a WITHDRAWN 1 source withdrawn");
      models.releaseLoads("newSlowB");
      await(chain, 3);
      chain.flush();
      assertThat(chain.eventNames()).endsWith("a STARTED 1 fake@newSlowB");
      assertThat(chain.frameNames()).as("one has waited").containsExactly("a:0:0", "a:0:1");
      assertThat(chain.frames().get(1).sourceId()).isEqualTo("B");
      assertThat(chain.deadLetters()).isEmpty();
    }
  }

  @Test
  void aStreamThatWaitsForTheNextSourceAloneSurvivesARestore() throws Exception {
    models.holdLoads("newSlowC");
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(PATIENT, models)) {
      chain.update(start(complete("a", "A"), 1, 10, 20, 30)).update(to("B", 2, "newSlowC"));
      chain.update(SessionUpdate.stop(complete("a", "A"), 1, StopReason.WITHDRAWN));
      state = chain.snapshot();
      models.releaseLoads("newSlowC");
    }
    try (LiveChain chain = LiveChain.restore(PATIENT, models, state, 1, 0)) {
      await(chain, 1);
      chain.frame(frame("a", 0, 1, 1, 1, 1)).flush();
      assertThat(chain.frames()).extracting(ReenactedFrame::sourceId).containsExactly("B");
    }
  }

  @Test
  void aStreamEndsThatCanUseNeitherItsOldSourceNorItsNextOne() throws Exception {
    models.holdLoads("gone");
    try (LiveChain chain = LiveChain.start(PATIENT, models)) {
      chain.update(start(complete("a", "A"), 1, 10, 20, 30)).update(to("B", 2, "gone"));
      chain.update(SessionUpdate.stop(complete("a", "A"), 1, StopReason.WITHDRAWN));
      models.releaseLoads("gone");
      await(chain, 4);
      chain.frame(frame("a", 0, 0, 1, 1, 1)).flush();
      assertThat(chain.frames()).isEmpty();
      assertThat(chain.eventNames().get(2)).startsWith("a WEIGHTS_REFUSED 1 weights fake@gone");
      assertThat(chain.eventNames())
          .endsWith("a REFUSED 1 unknown preset or weights", "a FRAMES_DROPPED 1 session-ended");
    }
  }

  /** Its old source would no longer be told of it, and could not be withdrawn. */
  @Test
  void aStreamDoesNotStayOnASourceThatItsSessionHasLeft() throws Exception {
    try (LiveChain chain = LiveChain.start(PATIENT, models)) {
      chain.update(start(complete("a", "A"), 1, 10, 20, 30)).update(to("B", 2, "gone"));
      await(chain, 3);
      chain.frame(frame("a", 0, 0, 1, 1, 1)).flush();
      assertThat(chain.frames()).isEmpty();
      assertThat(chain.eventNames()).contains("a REFUSED 1 unknown preset or weights");
    }
  }

  @Test
  void aStopThatIsAsYoungAsTheSwapEndsBoth() throws Exception {
    models.holdLoads("newSlowD");
    try (LiveChain chain = LiveChain.start(PATIENT, models)) {
      chain.update(start(complete("a", "A"), 1, 10, 20, 30)).update(to("B", 2, "newSlowD"));
      chain.update(SessionUpdate.stop(complete("a", "A"), 1, StopReason.WITHDRAWN));
      chain.update(SessionUpdate.stop(complete("a", "B"), 2, StopReason.WITHDRAWN));
      models.releaseLoads("newSlowD");
      chain.frame(frame("a", 0, 0, 1, 1, 1)).setMillis(20).setMillis(40).flush();
      assertThat(chain.eventNames())
          .containsExactly(
              "a STARTED 1 fake@w1",
              "a WITHDRAWN 1 source withdrawn",
              "a FRAMES_DROPPED 1 session-ended");
      assertThat(chain.timers()).isZero();
    }
  }

  /** With features of a real size a task that wrote them at each look would do little else. */
  @Test
  void anUpdateThatWaitsForItsModelIsWrittenOnceAndNotReadAgain() throws Exception {
    models.holdLoads("newBig");
    try (Statistics statistics = new Statistics();
        LiveChain chain = LiveChain.startOn(counting(statistics), PATIENT, models)) {
      chain.update(start(complete("a", "A"), 1, 10, 20, 30));
      chain.update(withFeatures(to("B", 2, "newBig"), new byte[(int) BIG]));
      chain.update(SessionUpdate.stop(complete("a", "A"), 1, StopReason.WITHDRAWN));
      for (int look = 1; look <= 20; look++) {
        chain.setMillis(20 * look);
      }
      assertThat(statistics.getTickerCount(TickerType.BYTES_WRITTEN)).isBetween(BIG, 2 * BIG);
      assertThat(statistics.getTickerCount(TickerType.BYTES_READ)).isLessThan(BIG);
      models.releaseLoads("newBig");
    }
  }

  private static EmbeddedRocksDBStateBackend counting(Statistics statistics) {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
    backend.setRocksDBOptions(new CountingOptions(statistics));
    return backend;
  }

  private static SessionUpdate withFeatures(SessionUpdate update, byte[] features) {
    return new SessionUpdate(
        update.kind(),
        update.stopReason(),
        update.revision(),
        update.session(),
        update.sourceVersion(),
        update.model(),
        update.featuresId(),
        features);
  }

  /** Has RocksDB count what is written and read. */
  private record CountingOptions(Statistics statistics) implements RocksDBOptionsFactory {
    @Override
    public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> toClose) {
      return options.setStatistics(statistics);
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
        ColumnFamilyOptions options, Collection<AutoCloseable> toClose) {
      return options;
    }
  }

  /** Lets time pass until there were so many events. */
  private static void await(LiveChain chain, int events) throws Exception {
    for (long millis = 60; chain.events().size() < events; millis += 20) {
      if (Thread.interrupted()) {
        throw new InterruptedException("only " + chain.eventNames());
      }
      chain.setMillis(millis);
    }
  }

  private static SessionUpdate to(String sourceId, long revision, String weightsId) {
    return start(complete("a", sourceId).withWeights(weightsId), revision, 90, 90, 90)
        .withModel(new ModelKey("fake", weightsId));
  }

  private static SessionUpdate swap(String streamId, long revision, String weightsId) {
    return start(complete(streamId, "s").withWeights(weightsId), revision, 10, 20, 30)
        .withModel(new ModelKey("fake", weightsId));
  }
}
