package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import io.understudy.operators.testing.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamSessionOperatorTest {
  private final FakeModels models = new FakeModels("StreamSessionOperatorTest");

  @Test
  void dropsDuplicateAndLateFramesAndCountsThem() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 1, 5, 1, 1, 1)).frame(frame("a", 1, 5, 1, 1, 1));
      chain.frame(frame("a", 1, 4, 1, 1, 1)).frame(frame("a", 0, 9, 1, 1, 1));
      chain.frame(frame("a", 1, 6, 1, 1, 1)).frame(frame("a", 2, 0, 1, 1, 1)).flush();
      assertThat(chain.frameNames()).containsExactly("a:1:5", "a:1:6", "a:2:0");
      assertThat(chain.eventNames()).contains("a FRAMES_DROPPED 3 duplicate-or-late");
    }
  }

  @Test
  void keepsFramesThatArriveBeforeTheirSession() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("a", 0, 1, 1, 1, 1));
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1");
      assertThat(chain.setMillis(10_000).deadLetters()).isEmpty();
    }
  }

  @Test
  void refusesFramesWhoseSessionNeverComes() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.frame(frame("a", 0, 0, 1, 1, 1)).setMillis(300).frame(frame("a", 0, 1, 1, 1, 1));
      assertThat(chain.setMillis(499).deadLetters()).isEmpty();
      assertThat(chain.setMillis(500).deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNKNOWN_SESSION);
                assertThat(letter.origin().offset()).isZero();
              });
      assertThat(chain.setMillis(800).deadLetters()).hasSize(2);
      assertThat(chain.timers()).isZero();
    }
  }

  @Test
  void refusesTheOldestFrameWhenTooManyWait() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      for (int i = 0; i < 4; i++) {
        chain.frame(frame("a", 0, i, 1, 1, 1));
      }
      assertThat(chain.deadLetters()).singleElement().extracting("origin.offset").isEqualTo(0L);
    }
  }

  @Test
  void refusesWaitingFramesAtTheEndOfTheInput() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.frame(frame("a", 0, 0, 1, 1, 1)).finish();
      assertThat(chain.deadLetters()).hasSize(1);
    }
  }

  @Test
  void dropsFramesOfAnEndedSessionWithoutDeadLetters() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.update(SessionUpdate.stop(session("a", "s"), 2, StopReason.SESSION_ENDED));
      chain.frame(frame("a", 0, 0, 1, 1, 1)).flush().setMillis(5000);
      assertThat(chain.frames()).isEmpty();
      assertThat(chain.deadLetters()).isEmpty();
      assertThat(chain.eventNames())
          .containsExactly(
              "a STARTED 1 fake@w1",
              "a STOPPED 1 session ended",
              "a FRAMES_DROPPED 1 session-ended");
    }
  }

  @Test
  void startsAgainAfterAStop() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 3, 1, 1, 1));
      chain.flush().update(SessionUpdate.stop(session("a", "s"), 2, StopReason.SESSION_ENDED));
      chain.update(start(session("a", "s"), 3, 10, 20, 30)).frame(frame("a", 0, 4, 1, 1, 1));
      assertThat(chain.flush().frameNames()).containsExactly("a:0:3", "a:0:4");
    }
  }

  @Test
  void ignoresWhatAnEarlierSourceStillSays() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "new"), 2, 90, 90, 90));
      chain.update(start(session("a", "old"), 1, 10, 10, 10));
      chain.update(SessionUpdate.stop(session("a", "old"), 1, StopReason.WITHDRAWN));
      chain.frame(frame("a", 0, 0, 1, 1, 1)).flush();
      assertThat(chain.frames()).extracting(ReenactedFrame::sourceId).containsExactly("new");
      chain.update(SessionUpdate.stop(session("a", "new"), 3, StopReason.SESSION_ENDED));
      chain.update(start(session("a", "old"), 1, 10, 10, 10));
      chain.frame(frame("a", 0, 1, 1, 1, 1)).flush();
      assertThat(chain.frames()).hasSize(1);
    }
  }

  @Test
  void changesTheSourceWithoutAGapAndKeepsTheBaseline() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 0, 0, 50, 50, 50)).frame(frame("a", 0, 1, 60, 60, 60));
      chain.update(start(session("a", "t"), 2, 100, 100, 100));
      chain.frame(frame("a", 0, 2, 60, 60, 60)).flush();
      assertThat(chain.frames())
          .extracting(ReenactedFrame::sourceId)
          .containsExactly("s", "s", "t");
      assertThat(red(chain)).containsExactly(10, 20, 110);
      assertThat(chain.eventNames()).contains("a SOURCE_CHANGED 1 version 1");
    }
  }

  @Test
  void resetsTheBaselineWhenTheMotionModeChanges() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 0, 0, 50, 50, 50));
      chain.update(
          start(session("a", "s", "", MotionMode.ABSOLUTE, DeliveryMode.LIVE), 2, 10, 20, 30));
      chain.frame(frame("a", 0, 1, 70, 70, 70));
      chain.update(start(session("a", "s"), 3, 10, 20, 30));
      chain.frame(frame("a", 0, 2, 90, 90, 90)).flush();
      assertThat(red(chain)).containsExactly(10, 70, 10);
    }
  }

  @Test
  void takesANewBaselineWhenTheFeedStartsANewEpoch() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 0, 0, 50, 50, 50)).frame(frame("a", 0, 1, 60, 60, 60));
      chain.frame(frame("a", 1, 0, 90, 90, 90)).flush();
      assertThat(red(chain)).containsExactly(10, 20, 10);
    }
  }

  @Test
  void refusesFramesWhoseFeaturesTheModelDoesNotTake() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      SessionUpdate good = start(session("a", "s"), 1, 10, 20, 30);
      chain.update(
          new SessionUpdate(
              good.kind(),
              good.stopReason(),
              1,
              good.session(),
              1,
              good.model(),
              "x",
              new byte[7]));
      chain.frame(frame("a", 0, 0, 1, 1, 1)).flush();
      assertThat(chain.deadLetters())
          .singleElement()
          .extracting(DeadLetter::reason)
          .isEqualTo(DeadLetter.Reason.MODEL_FAILURE);
    }
  }

  @Test
  void keepsTheDeviceCacheWithinItsBound() throws Exception {
    try (LiveChain chain = LiveChain.start(cacheOf(2), models)) {
      for (int stream = 0; stream < 5; stream++) {
        chain.update(start(complete("s" + stream, "x" + stream), 1, stream, 0, 0));
      }
      for (int round = 0; round < 3; round++) {
        for (int stream = 0; stream < 5; stream++) {
          chain.frame(frame("s" + stream, 0, round, 9, 9, 9)).flush();
          assertThat(models.loaded("fake").openFeatures()).isLessThanOrEqualTo(2);
        }
      }
      assertThat(chain.frames()).hasSize(15);
    }
    assertThat(models.loaded("fake").openFeatures()).isZero();
  }

  @Test
  void neverClosesFeaturesThatABatchIsUsing() throws Exception {
    try (LiveChain chain = LiveChain.start(cacheOf(0), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.update(start(session("b", "t"), 1, 90, 80, 70));
      chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1));
      chain.frame(frame("a", 0, 1, 1, 1, 1)).frame(frame("b", 0, 1, 1, 1, 1)).flush();
      assertThat(chain.frames()).hasSize(4);
      assertThat(chain.deadLetters()).isEmpty();
      assertThat(models.loaded("fake").openFeatures()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void restoredStreamsGiveWhatStreamsThatNeverStoppedGive(long seed) throws Exception {
    List<Step> steps = steps(new Random(seed));
    int middle = steps.size() / 2;
    List<String> straight = new ArrayList<>();
    try (LiveChain chain = LiveChain.start(options(), models)) {
      play(chain, steps);
      collect(chain, straight);
    }
    List<String> restored = new ArrayList<>();
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      play(chain, steps.subList(0, middle));
      state = chain.snapshot();
      collect(chain, restored);
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      play(chain, steps.subList(middle, steps.size()));
      collect(chain, restored);
    }
    assertThat(restored).as("seed %d", seed).isEqualTo(straight).isNotEmpty();
  }

  @Test
  void rescalesToTwoSubtasks() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      for (int i = 0; i < 6; i++) {
        chain.update(start(complete("s" + i, "x"), 1, 10 * i, 0, 0));
        chain.frame(frame("s" + i, 0, 0, 50, 50, 50));
      }
      state = chain.snapshot();
    }
    List<String> names = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (LiveChain half = LiveChain.restore(options(), models, state, 2, subtask)) {
        List<Integer> own = streamsOf(subtask);
        assertThat(own).isNotEmpty();
        for (int i : own) {
          half.frame(frame("s" + i, 0, 0, 70, 70, 70)).frame(frame("s" + i, 0, 1, 70, 70, 70));
        }
        half.flush();
        names.addAll(half.frameNames());
        assertThat(red(half))
            .containsExactlyElementsOf(own.stream().map(i -> 10 * i + 20).toList());
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrder("s0:0:1", "s1:0:1", "s2:0:1", "s3:0:1", "s4:0:1", "s5:0:1");
  }

  private static List<Integer> streamsOf(int subtask) {
    return IntStream.range(0, 6)
        .filter(i -> LiveChain.isOf("s" + i, options(), 2, subtask))
        .boxed()
        .toList();
  }

  @Test
  void keepsWaitingFramesOverARestore() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      state = chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0");
      chain.setMillis(500).setMillis(1000);
      assertThat(chain.deadLetters()).extracting(DeadLetter::streamId).containsExactly("b");
    }
  }

  @Test
  void worksOnRocksDb() throws Exception {
    try (LiveChain chain =
        LiveChain.startOn(new EmbeddedRocksDBStateBackend(), options(), models)) {
      chain.frame(frame("a", 0, 0, 50, 50, 50));
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 1, 60, 60, 60));
      chain.snapshot();
      chain.update(SessionUpdate.stop(session("a", "s"), 2, StopReason.WITHDRAWN));
      chain.frame(frame("a", 0, 2, 60, 60, 60)).flush();
      assertThat(red(chain)).containsExactly(10, 20);
    }
  }

  private static LiveOptions cacheOf(int features) {
    var o = options();
    return new LiveOptions(
        o.maxBatchFrames(),
        o.maxBatchesInFlight(),
        o.maxQueuedFramesPerStream(),
        (long) features * FakeReenactor.FEATURE_BYTES,
        o.sessionWaitFrames(),
        o.sessionWaitMillis(),
        o.maxPictureBytes(),
        o.maxPicturePixels(),
        o.jpegQuality(),
        o.unlabelledAllowed(),
        o.labelText(),
        o.defaultPreset(),
        o.defaultWeightsId(),
        o.defaultDeadlineMillis(),
        o.defaultScaleSmoothingMillis(),
        o.maxParallelism());
  }

  /** One thing that happens to the chain. */
  private interface Step {
    void on(LiveChain chain) throws Exception;
  }

  /** A day in the life of three streams: frames, new epochs, rewinds, changes and stops. */
  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    long[] sequence = new long[3];
    long revision = 1;
    for (int i = 0; i < 120; i++) {
      String stream = "s" + random.nextInt(3);
      int at = stream.charAt(1) - '0';
      int colour = random.nextInt(100);
      int choice = i < 3 ? 0 : random.nextInt(20);
      long number = revision++;
      if (choice == 0) {
        String id = i < 3 ? "s" + i : stream;
        steps.add(chain -> chain.update(start(complete(id, "x"), number, colour, 0, 0)));
      } else if (choice == 1) {
        StopReason reason = StopReason.SESSION_ENDED;
        steps.add(
            chain ->
                chain.flush().update(SessionUpdate.stop(complete(stream, "x"), number, reason)));
      } else {
        sequence[at] = Math.max(0, sequence[at] + (choice == 2 ? -2 : 1));
        long own = sequence[at];
        steps.add(chain -> chain.frame(frame(stream, own / 15, own, colour, 40, 40)));
      }
    }
    return steps;
  }

  private static void play(LiveChain chain, List<Step> steps) throws Exception {
    for (Step step : steps) {
      step.on(chain);
    }
    chain.flush();
  }

  private static void collect(LiveChain chain, List<String> into) {
    chain.frames().stream()
        .map(f -> f.streamId() + f.epoch() + ":" + f.sequence() + f.payload().hashCode())
        .forEach(into::add);
  }

  private static List<Integer> red(LiveChain chain) throws Exception {
    List<Integer> red = new ArrayList<>();
    for (ReenactedFrame frame : chain.frames()) {
      red.add(Frames.red(frame));
    }
    return red;
  }

  @Test
  void keepsTheBaselineOfAFrameThatWasInFlightWhenTheSessionChanged() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 0, 0, 50, 50, 50)).flush();
      models.loaded("fake").hold();
      chain.frame(frame("a", 1, 0, 60, 60, 60));
      chain.update(start(session("a", "t"), 2, 100, 100, 100));
      models.loaded("fake").releaseAll();
      state = chain.snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.frame(frame("a", 1, 1, 80, 80, 80)).flush();
      assertThat(red(chain)).containsExactly(120);
    }
  }

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
      assertThat(red(chain)).containsExactly(10, 10);
      assertThat(chain.eventNames())
          .containsExactly("a STARTED 1 fake@w1", "a WEIGHTS_SWAPPED 1 other@w1");
    }
  }

  private static SessionUpdate swap(String streamId, long revision, String weightsId) {
    return start(complete(streamId, "s").withWeights(weightsId), revision, 10, 20, 30)
        .withModel(new ModelKey("fake", weightsId));
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

  /**
   * Taken with a running stream (baseline 50), one with a waiting frame and one that has ended: see
   * {@link #everyKindOfStream}.
   */
  @Test
  void continuesFromASnapshotOfTheFirstVersion() throws Exception {
    OperatorSubtaskState stored = StoredSnapshot.read("stream-session-v1.snapshot");
    for (OperatorSubtaskState state : List.of(stored, everyKindOfStream())) {
      try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
        chain.frame(frame("running", 3, 7, 1, 1, 1)).frame(frame("running", 3, 8, 70, 70, 70));
        chain.update(start(session("waiting", "s"), 1, 10, 20, 30));
        chain.frame(frame("ended", 0, 1, 1, 1, 1)).flush();
        assertThat(chain.frameNames()).containsExactly("running:3:8", "waiting:0:0");
        assertThat(red(chain)).containsExactly(30, 10);
        assertThat(chain.eventNames())
            .contains(
                "running FRAMES_DROPPED 1 duplicate-or-late",
                "ended FRAMES_DROPPED 1 session-ended");
      }
    }
  }

  private OperatorSubtaskState everyKindOfStream() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("running", "s"), 4, 10, 20, 30));
      chain.frame(frame("running", 3, 7, 50, 50, 50)).frame(frame("waiting", 0, 0, 40, 40, 40));
      chain.update(start(session("ended", "s"), 1, 10, 20, 30));
      chain.update(SessionUpdate.stop(session("ended", "s"), 2, StopReason.SESSION_ENDED));
      return chain.snapshot();
    }
  }
}
