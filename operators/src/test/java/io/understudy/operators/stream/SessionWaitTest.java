package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.LiveChain;
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
}
