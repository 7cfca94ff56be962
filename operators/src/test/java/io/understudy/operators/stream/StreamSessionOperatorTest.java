package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
      assertThat(Frames.reds(chain)).containsExactly(10, 20, 110);
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
      assertThat(Frames.reds(chain)).containsExactly(10, 70, 10);
    }
  }

  @Test
  void takesANewBaselineWhenTheFeedStartsANewEpoch() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 0, 0, 50, 50, 50)).frame(frame("a", 0, 1, 60, 60, 60));
      chain.frame(frame("a", 1, 0, 90, 90, 90)).flush();
      assertThat(Frames.reds(chain)).containsExactly(10, 20, 10);
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
  void aModelThatIsNotThereIsNotTriedForEachFrame() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(asking("late", 1)).frame(frame("a", 0, 0, 1, 1, 1));
      models.install("late");
      chain.setMillis(9_999).frame(frame("a", 0, 1, 1, 1, 1));
      assertThat(chain.deadLetters())
          .hasSize(2)
          .allMatch(letter -> letter.reason() == DeadLetter.Reason.MODEL_FAILURE)
          .allMatch(letter -> letter.message().contains("'late' is not installed"));
      chain.setMillis(10_000).frame(live(10_000, 2)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:2");
    }
  }

  @Test
  void aModelThatIsNotThereIsTriedAtOnceForASessionThatIsPublishedAgain() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(asking("soon", 1)).frame(frame("a", 0, 0, 1, 1, 1));
      models.install("soon");
      chain.update(asking("soon", 2)).frame(frame("a", 0, 1, 1, 1, 1)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:1");
    }
  }

  private static SessionUpdate asking(String weightsId, long revision) {
    return start(session("a", "s"), revision, 10, 20, 30)
        .withModel(new ModelKey("fake", weightsId));
  }

  private static DrivingFrame live(long millis, long sequence) {
    return frame("a", 0, sequence, (Frames.NOW + millis) * 1000, Frames.plain(8, 1, 1, 1));
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
      assertThat(Frames.reds(chain)).containsExactly(10, 20);
    }
  }
}
