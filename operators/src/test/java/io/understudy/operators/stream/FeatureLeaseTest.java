package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.BatchOptions;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.LiveChain;
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

  private static LiveOptions cacheOf(int features) {
    BatchOptions o = options().batch();
    long bytes = (long) features * FakeReenactor.FEATURE_BYTES;
    return options()
        .withBatch(
            new BatchOptions(o.maxFrames(), o.maxInFlight(), o.maxQueuedFramesPerStream(), bytes));
  }
}
