package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.operators.LiveTags;
import io.understudy.operators.source.SessionCommand.Kind;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Streams that change to other weights, and sessions that are published once more meanwhile. */
class SourceFeaturesWeightsTest extends SourceFeaturesHarness {
  @Test
  void swapsStreamsOnceTheNewWeightsAreLoadedAndBlocksNobodyMeanwhile() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, session("b", "s"));
    FakeReenactor old = models.loaded("fake");
    models.holdLoads("new1");
    assertThat(swaps("new1", 2)).isEmpty();
    assertThat(names(tell(Kind.ATTACH, 1, session("c", "s")))).hasSize(1);
    harness.getOutput().clear();
    models.releaseLoads("new1");
    assertThat(awaitWeights(2))
        .containsExactlyInAnyOrder("a CHANGE 2 fake@new1", "b CHANGE 2 fake@new1");
    assertThat(models.loaded("fake")).isNotSameAs(old);
    assertThat(models.loaded("fake").encodedPortraits()).as("for both streams").isEqualTo(1);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void aSwapThatWaitsSurvivesARestore() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, session("b", "s"));
    models.holdLoads("new2");
    swaps("new2", 2);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    models.releaseLoads("new2");
    harness.close();
    open(null, state);
    assertThat(awaitWeights(2))
        .containsExactlyInAnyOrder("a CHANGE 2 fake@new2", "b CHANGE 2 fake@new2");
  }

  @Test
  void weightsThatCannotBeLoadedAreRefusedAndTheStreamKeepsItsOwn() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, session("b", "s"));
    swaps("gone", 2);
    assertThat(awaitDeadLetters(2)).containsOnly(DeadLetter.Reason.REFUSED_WEIGHTS);
    assertThat(harness.getSideOutput(LiveTags.EVENTS))
        .extracting(event -> event.getValue().kind())
        .containsOnly(StreamEvent.Kind.WEIGHTS_REFUSED);
    publish(source("s", 2, 11, 20, 30));
    assertThat(weights()).containsExactlyInAnyOrder("a CHANGE 1 fake@w1", "b CHANGE 1 fake@w1");
  }

  @Test
  void modelsWhoseStreamsHaveEndedAreGivenUpButTheLast() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    FakeReenactor deployed = models.loaded("fake");
    tell(Kind.ATTACH, 1, asking("b", "other", ""));
    tell(Kind.ATTACH, 1, asking("c", "fake", "new4"));
    tell(Kind.DETACH, 2, asking("b", "other", ""));
    assertThat(models.loaded("other").closed()).as("the last one").isFalse();
    tell(Kind.LEAVE, 2, asking("c", "fake", "new4"));
    assertThat(models.loaded("other").closed()).isTrue();
    assertThat(models.loaded("fake").closed()).as("the last one").isFalse();
    tell(Kind.ATTACH, 3, asking("a", "fake", "new4"));
    assertThat(deployed.closed()).as("the last one").isFalse();
    tell(Kind.ATTACH, 4, asking("a", "other", ""));
    assertThat(deployed.closed()).isTrue();
  }

  @Test
  void modelsOfStreamsFromBeforeARestoreAreKept() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, asking("b", "other", ""));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(null, state);
    harness.setProcessingTime(NOW + 1);
    FakeReenactor deployed = models.loaded("fake");
    for (int weights = 5; weights < 8; weights++) {
      tell(Kind.ATTACH, weights, asking("c", "fake", "new" + weights));
    }
    tell(Kind.DETACH, 8, session("c", "s"));
    assertThat(deployed.closed()).isFalse();
    assertThat(models.loaded("other").closed()).isFalse();
  }

  @Test
  void aModelThatIsLoadedForASwapThatWasGivenUpIsGivenUp() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    CountDownLatch closed = closedNext("newUnwanted");
    tell(Kind.SWAP, 2, session("a", "s").withWeights("newUnwanted"));
    tell(Kind.DETACH, 3, session("a", "s"));
    models.releaseLoads("newUnwanted");
    awaitLoad("newUnwanted");
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void aModelIsGivenUpOnlyWhenTheSwapsOfNoSourceWaitForIt() throws Exception {
    for (String id : List.of("s", "t")) {
      publish(source(id, 1, 10, 20, 30));
      tell(id, Kind.ATTACH, 1, session("of-" + id, id));
    }
    CountDownLatch closed = closedNext("newWanted");
    for (String id : List.of("s", "t")) {
      tell(id, Kind.SWAP, 2, session("of-" + id, id).withWeights("newWanted"));
    }
    tell("s", Kind.DETACH, 3, session("of-s", "s"));
    harness.getOutput().clear();
    models.releaseLoads("newWanted");
    awaitLoad("newWanted");
    assertThat(awaitWeights(1)).containsExactly("of-t CHANGE 2 fake@newWanted");
    assertThat(closed.getCount()).isEqualTo(1);
  }

  @Test
  void aModelThatIsLoadedForASwapFromBeforeARestoreIsKept() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    models.holdLoads("newRestored");
    tell(Kind.SWAP, 2, session("a", "s").withWeights("newRestored"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    models.releaseLoads("newRestored");
    models = new FakeModels(models.testId() + " restored");
    open(null, state);
    CountDownLatch closed = closedNext("newRestored");
    harness.setProcessingTime(NOW + 1);
    tell(Kind.DETACH, 3, session("another", "s"));
    models.releaseLoads("newRestored");
    awaitLoad("newRestored");
    assertThat(closed.getCount()).isEqualTo(1);
  }

  /** Holds a load back; counted down when what it loads is closed. */
  private CountDownLatch closedNext(String weightsId) {
    models.holdLoads(weightsId);
    CountDownLatch closed = new CountDownLatch(1);
    models.onNextLoad(model -> model.onClose(closed::countDown));
    return closed;
  }

  private static Session asking(String stream, String preset, String weightsId) {
    return session(stream, "s", preset, MotionMode.RELATIVE, DeliveryMode.LIVE)
        .withWeights(weightsId);
  }

  @Test
  void aRepeatedSessionIsStartedOnceMoreWithoutEncodingItsSource() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    assertThat(names(tell(Kind.REPEAT, 2, session("a", "s")))).containsExactly("a START NONE 2");
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(1);
    assertThat(names(publish(Source.withdrawn("s")))).containsExactly("a STOP WITHDRAWN 2");
  }

  @Test
  void aRepeatedSessionKeepsItsWeightsWhereNewOnesWereRefused() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, session("b", "s"));
    swaps("gone", 2);
    awaitDeadLetters(2);
    tell(Kind.REPEAT, 3, session("a", "s").withWeights("gone"));
    assertThat(weights()).containsExactly("a START 3 fake@w1");
  }

  @Test
  void aRepeatedSessionGoesOnWaitingForItsNewWeights() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, session("b", "s"));
    models.holdLoads("new3");
    swaps("new3", 2);
    tell(Kind.REPEAT, 3, session("a", "s").withWeights("new3"));
    assertThat(weights()).containsExactly("a START 3 fake@w1");
    harness.getOutput().clear();
    models.releaseLoads("new3");
    assertThat(awaitWeights(2))
        .containsExactlyInAnyOrder("a CHANGE 3 fake@new3", "b CHANGE 2 fake@new3");
  }
}
