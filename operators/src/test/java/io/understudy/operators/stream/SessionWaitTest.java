package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.SessionLimits;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames that come before their session. */
@Timeout(60)
class SessionWaitTest {
  private final FakeModels models = new FakeModels("SessionWaitTest");

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
  void refusesTheOldestFrameOfAllStreamsWhenTooManyBytesWait() throws Exception {
    try (LiveChain chain = LiveChain.start(roomFor(2), models)) {
      chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1));
      chain.setMillis(100).frame(frame("c", 0, 0, 1, 1, 1));
      assertThat(chain.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.streamId()).isEqualTo("a");
                assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNKNOWN_SESSION);
                assertThat(letter.message()).contains("with all streams that wait, 2432 bytes");
              });
      chain.update(start(session("c", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 1, 1, 1, 1));
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).flush();
      assertThat(chain.frameNames()).containsExactly("c:0:0", "a:0:1");
      assertThat(chain.setMillis(500).deadLetters())
          .extracting(DeadLetter::streamId)
          .containsExactly("a", "b");
      assertThat(chain.setMillis(600).timers()).isZero();
    }
  }

  @Test
  void refusesAFrameAtOnceThatIsTooLargeToWait() throws Exception {
    try (LiveChain chain = LiveChain.start(roomFor(2), models)) {
      chain.frame(frame("a", 0, 0, 1, 1, 1));
      chain.frame(frame("b", 0, 0, 1000, Frames.plain(64, 1, 1, 1)));
      assertThat(chain.deadLetters()).extracting(DeadLetter::streamId).containsExactly("b");
      assertThat(chain.timers()).as("that of a").isEqualTo(1);
    }
  }

  @Test
  void framesThatWaitInASnapshotCountAfterARestore() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1));
      state = chain.frame(frame("c", 0, 0, 1, 1, 1)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(roomFor(2), models, state, 1, 0)) {
      assertThat(chain.setMillis(500).deadLetters()).hasSize(1);
      assertThat(chain.setMillis(1000).deadLetters())
          .extracting(DeadLetter::streamId)
          .containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void aFrameThatWasRefusedAfterASnapshotIsNotInTheNextOne() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(roomFor(1), models)) {
      chain.frame(frame("a", 0, 0, 1, 1, 1)).snapshot();
      state = chain.frame(frame("b", 0, 0, 1, 1, 1)).snapshot();
      assertThat(chain.deadLetters()).extracting(DeadLetter::streamId).containsExactly("a");
    }
    try (LiveChain chain = LiveChain.restore(roomFor(1), models, state, 1, 0)) {
      assertThat(chain.setMillis(500).setMillis(1000).deadLetters())
          .extracting(DeadLetter::streamId)
          .containsExactly("b");
    }
  }

  @Test
  void framesThatNoLongerFitAfterARestoreAreRefusedOnce() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      state = chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("a", 0, 1, 1, 1, 1)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(noRoom(), models, state, 1, 0)) {
      assertThat(chain.setMillis(500).deadLetters()).hasSize(2);
      state = chain.snapshot();
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).flush();
      assertThat(chain.deadLetters()).hasSize(2);
      assertThat(chain.frames()).isEmpty();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).flush();
      assertThat(chain.frames()).isEmpty();
    }
  }

  @Test
  void framesThatWaitInASnapshotAreRefusedAtTheEndOfTheInput() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      state = chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      assertThat(chain.finish().deadLetters())
          .extracting(DeadLetter::streamId)
          .containsExactlyInAnyOrder("a", "b");
    }
  }

  private static LiveOptions roomFor(int frames) {
    return withWaitBytes(frames * (WaitingBytes.FRAME_BYTES + 3L * 8 * 8));
  }

  private static LiveOptions noRoom() {
    return withWaitBytes(1);
  }

  private static LiveOptions withWaitBytes(long bytes) {
    SessionLimits o = options().sessionLimits();
    return options()
        .withSessionLimits(
            new SessionLimits(o.waitFrames(), bytes, o.waitMillis(), o.timeoutMillis()));
  }
}
