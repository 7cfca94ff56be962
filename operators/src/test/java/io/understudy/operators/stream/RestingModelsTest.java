package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.LiveChain;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models whose streams have stopped. */
@Timeout(60)
class RestingModelsTest {
  private static final long MINUTE = 60_000;

  private final FakeModels models = new FakeModels("RestingModelsTest");

  @Test
  void aModelIsGivenUpWhenItsLastStreamHasStoppedForAWhile() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(begin("a", 1)).frame(frame("a", 0, 0, 1, 1, 1));
      chain.update(begin("b", 1)).frame(frame("b", 0, 0, 1, 1, 1)).flush();
      FakeReenactor model = models.loaded("fake");
      chain.update(end("a", 2)).setMillis(MINUTE).setMillis(2 * MINUTE);
      assertThat(model.closed()).as("b uses it").isFalse();
      chain.update(end("b", 2)).setMillis(3 * MINUTE - 1);
      assertThat(model.closed()).as("a stream may come back").isFalse();
      chain.setMillis(3 * MINUTE).setMillis(4 * MINUTE);
      assertThat(model.closed()).isTrue();
      chain.update(begin("a", 3)).frame(frame("a", 0, 1, 1, 1, 1)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0", "b:0:0", "a:0:1");
    }
  }

  @Test
  void aStreamThatComesBackSoonFindsItsModel() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(begin("a", 1)).frame(frame("a", 0, 0, 1, 1, 1)).flush();
      FakeReenactor model = models.loaded("fake");
      chain.update(end("a", 2)).setMillis(MINUTE / 2).update(begin("a", 3));
      chain.setMillis(MINUTE).setMillis(2 * MINUTE).setMillis(3 * MINUTE);
      chain.frame(frame("a", 0, 1, 1, 1, 1)).flush();
      assertThat(models.loaded("fake")).isSameAs(model);
      assertThat(model.closed()).isFalse();
      assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1");
    }
  }

  @Test
  void aFrameInFlightKeepsTheModelOfAStoppedStream() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(begin("a", 1)).frame(frame("a", 0, 0, 1, 1, 1)).flush();
      FakeReenactor model = models.loaded("fake");
      model.hold();
      chain.frame(frame("a", 0, 1, 1, 1, 1)).update(end("a", 2));
      chain.setMillis(MINUTE).setMillis(2 * MINUTE);
      assertThat(model.closed()).isFalse();
      model.releaseAll();
      chain.flush();
      assertThat(model.closed()).isTrue();
    }
  }

  @Test
  void aModelThatIsLoadedForAStreamThatHasStoppedIsGivenUp() throws Exception {
    CountDownLatch closed = closedNext("newGone");
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(begin("a", 1)).update(swap("a", 2, "newGone")).update(end("a", 3));
      chain.setMillis(MINUTE).setMillis(2 * MINUTE);
      models.releaseLoads("newGone");
      closed.await();
    }
  }

  @Test
  void aModelThatIsLoadedForAnUpdateThatWasReplacedIsGivenUp() throws Exception {
    models.holdLoads("newLater");
    CountDownLatch closed = closedNext("newOld");
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(begin("a", 1)).update(swap("a", 2, "newOld")).update(swap("a", 3, "newLater"));
      chain.setMillis(MINUTE).setMillis(2 * MINUTE);
      models.releaseLoads("newOld");
      closed.await();
      models.releaseLoads("newLater");
      chain.awaitSwap("a");
      assertThat(chain.eventNames()).endsWith("a WEIGHTS_SWAPPED 1 fake@newLater");
    }
  }

  /** Holds a load back; counted down when what it loads is closed. */
  private CountDownLatch closedNext(String weightsId) {
    models.holdLoads(weightsId);
    CountDownLatch closed = new CountDownLatch(1);
    models.onNextLoad(model -> model.onClose(closed::countDown));
    return closed;
  }

  private static SessionUpdate begin(String streamId, long revision) {
    return start(complete(streamId, "s"), revision, 10, 20, 30);
  }

  private static SessionUpdate swap(String streamId, long revision, String weightsId) {
    return start(complete(streamId, "s").withWeights(weightsId), revision, 10, 20, 30)
        .withModel(new ModelKey("fake", weightsId));
  }

  private static SessionUpdate end(String streamId, long revision) {
    return SessionUpdate.stop(complete(streamId, "s"), revision, StopReason.SESSION_ENDED);
  }
}
