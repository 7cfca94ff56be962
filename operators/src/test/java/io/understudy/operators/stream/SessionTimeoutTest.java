package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.LiveOptions;
import io.understudy.operators.SessionLimits;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Live sessions whose feed has gone. */
@Timeout(60)
class SessionTimeoutTest {
  private static final LiveOptions OPTIONS = withTimeout(options(), 8000);

  private final FakeModels models = new FakeModels("SessionTimeoutTest");

  private static LiveOptions withTimeout(LiveOptions options, long millis) {
    SessionLimits o = options.sessionLimits();
    return options.withSessionLimits(
        new SessionLimits(o.waitFrames(), o.waitBytes(), o.waitMillis(), millis));
  }

  private static LiveChain frameAt(LiveChain chain, int sequence, long millis) throws Exception {
    chain.setMillis(millis);
    return chain.frame(
        frame("a", 0, sequence, (Frames.NOW + millis) * 1000, Frames.plain(8, 1, 1, 1)));
  }

  @Test
  void aLiveSessionEndsWhenItsFeedIsGoneAndStartsWhenItIsPublishedAgain() throws Exception {
    try (LiveChain chain = LiveChain.start(OPTIONS, models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      frameAt(chain, 0, 7000).flush();
      frameAt(chain, 1, 14_000).flush();
      chain.setMillis(21_000);
      assertThat(chain.eventNames()).noneMatch(event -> event.contains("STOPPED"));
      chain.setMillis(23_000);
      assertThat(chain.eventNames()).contains("a STOPPED 1 session timeout");
      assertThat(chain.timers()).isZero();

      frameAt(chain, 2, 23_100).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1");
      chain.update(start(session("a", "s"), 2, 10, 20, 30));
      frameAt(chain, 3, 23_200).flush();
      assertThat(chain.frameNames()).endsWith("a:0:3");
    }
  }

  @Test
  void completeSessionsAndThoseOfAJobWithoutTimeoutStay() throws Exception {
    try (LiveChain chain = LiveChain.start(OPTIONS, models);
        LiveChain patient = LiveChain.start(options(), models)) {
      chain.update(start(complete("c", "s"), 1, 10, 20, 30)).setMillis(100_000);
      patient.update(start(session("a", "s"), 1, 10, 20, 30)).setMillis(100_000);
      assertThat(chain.eventNames()).noneMatch(event -> event.contains("STOPPED"));
      assertThat(patient.eventNames()).noneMatch(event -> event.contains("STOPPED"));
      assertThat(patient.timers()).isZero();
    }
  }

  @Test
  void theTimeBeginsAnewAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(OPTIONS, models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      state = chain.setMillis(6000).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(OPTIONS, models, state, 1, 0)) {
      chain.setMillis(9000);
      assertThat(chain.eventNames()).isEmpty();
      chain.setMillis(20_000);
      assertThat(chain.eventNames()).contains("a STOPPED 1 session timeout");
    }
  }

  @Test
  void aRestartThatSwitchesTheTimeoutOnCountsForRestoredSessionsToo() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.update(start(session("b", "s"), 1, 10, 20, 30));
      state = chain.update(start(complete("c", "s"), 1, 10, 20, 30)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(OPTIONS, models, state, 1, 0)) {
      chain.setMillis(1);
      frameAt(chain, 0, 7000).flush();
      chain.setMillis(9500);
      assertThat(chain.eventNames()).containsExactly("b STOPPED 1 session timeout");
      chain.setMillis(100_000);
      assertThat(chain.eventNames())
          .containsExactly("b STOPPED 1 session timeout", "a STOPPED 1 session timeout");
      assertThat(chain.timers()).isZero();
    }
  }

  @Test
  void aRestartThatSwitchesTheTimeoutOffKeepsRestoredSessions() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(OPTIONS, models)) {
      state = chain.update(start(session("a", "s"), 1, 10, 20, 30)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.setMillis(100_000);
      frameAt(chain, 0, 100_000).flush();
      assertThat(chain.eventNames()).isEmpty();
      assertThat(chain.frameNames()).containsExactly("a:0:0");
    }
  }

  @Test
  void onlyASessionWakesAStreamThatHasTimedOut() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(OPTIONS, models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).setMillis(9000);
      chain.update(change(start(session("a", "s"), 1, 40, 40, 40)));
      chain.update(change(start(session("a", "s"), 2, 40, 40, 40)));
      assertThat(chain.eventNames()).endsWith("a STOPPED 1 session timeout");
      state = chain.snapshot();
    }
    try (LiveChain chain = LiveChain.restore(OPTIONS, models, state, 1, 0)) {
      chain.update(change(start(session("a", "s"), 3, 40, 40, 40)));
      assertThat(chain.eventNames()).isEmpty();
      chain.update(start(session("a", "s"), 4, 40, 40, 40));
      assertThat(chain.eventNames()).containsExactly("a STARTED 1 fake@w1");
    }
  }

  @Test
  void aStreamThatHasTimedOutSleepsOnWhenItsSourceGoesAndComesBack() throws Exception {
    try (LiveChain chain = LiveChain.start(OPTIONS, models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).setMillis(9000);
      chain.update(SessionUpdate.stop(session("a", "s"), 1, StopReason.WITHDRAWN));
      chain.update(change(start(session("a", "s"), 1, 40, 40, 40)));
      assertThat(chain.eventNames())
          .containsExactly("a STARTED 1 fake@w1", "a STOPPED 1 session timeout");
    }
  }

  /** A stream whose source has come back needs no session: its feed was never gone. */
  @Test
  void aSourceThatComesBackStartsAStreamThatHasNotTimedOut() throws Exception {
    try (LiveChain chain = LiveChain.start(OPTIONS, models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.update(SessionUpdate.stop(session("a", "s"), 1, StopReason.WITHDRAWN));
      chain.update(change(start(session("a", "s"), 1, 40, 40, 40)));
      assertThat(chain.eventNames()).endsWith("a STARTED 1 fake@w1");
    }
  }

  private static SessionUpdate change(SessionUpdate start) {
    return new SessionUpdate(
        SessionUpdate.Kind.CHANGE,
        start.stopReason(),
        start.revision(),
        start.session(),
        start.sourceVersion(),
        start.model(),
        start.featuresId(),
        start.features());
  }
}
