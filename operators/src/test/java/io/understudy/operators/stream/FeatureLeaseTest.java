package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.BatchOptions;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.LiveChain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Features that streams lease from the device cache. */
@Timeout(60)
class FeatureLeaseTest {
  private final FakeModels models = new FakeModels("FeatureLeaseTest");

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

  /** A portrait stays on the device no longer than a stream shows it, however large the cache. */
  @Test
  void aWithdrawnSourceLeavesTheDeviceWithItsLastStream() throws Exception {
    try (LiveChain chain = LiveChain.start(cacheOf(9), models)) {
      for (String stream : List.of("a", "b", "c")) {
        String source = stream.equals("c") ? "t" : "s";
        int colour = stream.equals("c") ? 90 : 10;
        chain.update(start(complete(stream, source), 1, colour, 20, 30));
        chain.frame(frame(stream, 0, 0, 1, 1, 1)).flush();
      }
      FakeReenactor model = models.loaded("fake");
      chain.update(SessionUpdate.stop(complete("a", "s"), 1, StopReason.WITHDRAWN));
      assertThat(model.openFeatures()).as("b shows it").isEqualTo(2);
      chain.update(SessionUpdate.stop(complete("b", "s"), 1, StopReason.CONSENT_EXPIRED));
      assertThat(model.openFeatures()).as("c shows another").isEqualTo(1);
      chain.frame(frame("c", 0, 1, 1, 1, 1)).flush();
      assertThat(model.restoredFeatures()).isEqualTo(2);
    }
  }

  /** Its source would not tell of a withdrawal any more. */
  @Test
  void aSourceThatItsLastStreamHasLeftLeavesTheDeviceToo() throws Exception {
    try (LiveChain chain = LiveChain.start(cacheOf(9), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 1, 1, 1));
      chain.update(start(complete("a", "t"), 2, 90, 20, 30)).frame(frame("a", 0, 1, 1, 1, 1));
      assertThat(chain.flush().frames()).hasSize(2);
      assertThat(models.loaded("fake").openFeatures()).isEqualTo(1);
      chain.update(SessionUpdate.stop(complete("a", "t"), 3, StopReason.SESSION_ENDED));
      assertThat(models.loaded("fake").openFeatures()).isZero();
    }
  }

  @Test
  void aFrameInFlightKeepsTheFeaturesOfAWithdrawnSourceUntilItIsDone() throws Exception {
    try (LiveChain chain = LiveChain.start(cacheOf(9), models)) {
      chain.update(start(complete("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 1, 1, 1));
      FakeReenactor model = models.loaded("fake");
      chain.flush();
      model.hold();
      chain.frame(frame("a", 0, 1, 1, 1, 1));
      chain.update(SessionUpdate.stop(complete("a", "s"), 1, StopReason.WITHDRAWN));
      assertThat(model.openFeatures()).isEqualTo(1);
      model.releaseAll();
      chain.flush();
      assertThat(model.openFeatures()).isZero();
    }
  }

  private static LiveOptions cacheOf(int features) {
    BatchOptions o = options().batch();
    long bytes = (long) features * FakeReenactor.FEATURE_BYTES;
    return options()
        .withBatch(
            new BatchOptions(o.maxFrames(), o.maxInFlight(), o.maxQueuedFramesPerStream(), bytes));
  }
}
