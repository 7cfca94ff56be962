package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.source;
import static io.understudy.operators.testing.Frames.withConsent;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Source;
import io.understudy.operators.LiveTags;
import io.understudy.operators.source.SessionCommand.Kind;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.StoredSnapshot;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** What is left of sources and streams after a checkpoint or savepoint. */
class SourceFeaturesRestoreTest extends SourceFeaturesHarness {
  @Test
  void remembersSourceFeaturesStreamsAndExpiryOverARestoreOnRocksDb() throws Exception {
    harness.close();
    open(new EmbeddedRocksDBStateBackend(), null);
    Consent consent = new Consent("A. Person", "all", NOW + 5000, "file 7");
    publish(withConsent(source("s", 1, 10, 20, 30), consent));
    tell(Kind.ATTACH, 1, session("a", "s"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(new EmbeddedRocksDBStateBackend(), state);
    assertThat(tell(Kind.ATTACH, 1, session("b", "s")).get(0).features())
        .containsExactly(10, 20, 30);
    assertThat(models.loaded("fake").encodedPortraits()).as("encoded after the restore").isZero();
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 5000);
    assertThat(names(harness.extractOutputValues()))
        .containsExactlyInAnyOrder("a STOP CONSENT_EXPIRED 1", "b STOP CONSENT_EXPIRED 1");
  }

  @Test
  void encodesAgainWhenAJobContinuesWithNewWeights() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    publish(source("unused", 1, 10, 20, 30));
    tell(Kind.ATTACH, 5, session("a", "s"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    models = new FakeModels(getClass().getSimpleName(), "w2");
    open(null, state);
    harness.setProcessingTime(NOW + 1);
    assertThat(names(harness.extractOutputValues())).containsExactly("a CHANGE NONE 5");
    assertThat(harness.extractOutputValues().get(0).model().weightsId()).isEqualTo("w2");
  }

  /** As after another {@code model.size-pixels}, or a build that writes features differently. */
  @Test
  void encodesAgainWhenTheSameWeightsMakeOtherFeatures() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 5, session("a", "s"));
    tell(Kind.ATTACH, 5, session("b", "s"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    models.onNextLoad(fake -> fake.makeFeatures("w1 at 512"));
    open(null, state);
    harness.setProcessingTime(NOW + 1);
    assertThat(names(harness.extractOutputValues()))
        .containsExactlyInAnyOrder("a CHANGE NONE 5", "b CHANGE NONE 5");
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(1);
    tell(Kind.ATTACH, 6, session("c", "s"));
    assertThat(models.loaded("fake").encodedPortraits()).as("kept from there on").isEqualTo(1);
  }

  @Test
  void encodesAgainForASessionThatIsFasterThanTheLookAtItsSource() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 5, session("a", "s"));
    tell(Kind.ATTACH, 5, session("b", "s"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    models.onNextLoad(fake -> fake.makeFeatures("w1 in fast"));
    open(null, state);
    assertThat(names(tell(Kind.ATTACH, 6, session("c", "s"))))
        .containsExactlyInAnyOrder("a CHANGE NONE 5", "b CHANGE NONE 5", "c START NONE 6");
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(1);
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 1);
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void saysNothingAfterARestoreWithTheSameWeights() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 5, session("a", "s"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(null, state);
    harness.setProcessingTime(NOW + 1);
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void restoredWithoutWeightsThenWithThemStreamsGoOn() throws Exception {
    OperatorSubtaskState without = restoredWithoutWeights();
    models.install("disk");
    harness.close();
    open(null, without);
    harness.setProcessingTime(NOW + 1);
    assertThat(names(harness.extractOutputValues()))
        .containsExactlyInAnyOrder("a CHANGE NONE 5", "b CHANGE NONE 5");
    assertThat(models.loaded("fake").encodedPortraits()).as("features were kept").isZero();
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 3_600_000);
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void restoredWithoutWeightsStreamsGoOnWhenTheyAreThereWithoutAnotherRestore() throws Exception {
    restoredWithoutWeights();
    harness.setProcessingTime(NOW + 20_000);
    models.install("disk");
    harness.setProcessingTime(NOW + 39_999);
    assertThat(harness.extractOutputValues()).as("before the next try").isEmpty();
    harness.setProcessingTime(NOW + 40_000);
    assertThat(names(harness.extractOutputValues()))
        .containsExactlyInAnyOrder("a CHANGE NONE 5", "b CHANGE NONE 5");
    assertThat(deadLetters()).as("of the second restore").isEmpty();
  }

  /** Two restores without the weights of two streams, which are told once. */
  private OperatorSubtaskState restoredWithoutWeights() throws Exception {
    models.install("disk");
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 5, session("a", "s").withWeights("disk"));
    tell(Kind.ATTACH, 5, session("b", "s").withWeights("disk"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    models.uninstall("disk");
    harness.close();
    open(null, state);
    harness.setProcessingTime(NOW + 1);
    assertThat(names(harness.extractOutputValues()))
        .containsExactlyInAnyOrder("a STOP UNKNOWN_MODEL 5", "b STOP UNKNOWN_MODEL 5");
    assertThat(deadLetters()).hasSize(2).containsOnly(DeadLetter.Reason.UNKNOWN_PRESET);
    OperatorSubtaskState without = harness.snapshot(1, 1);
    harness.close();
    open(null, without);
    harness.setProcessingTime(NOW + 1);
    assertThat(harness.extractOutputValues()).as("told already").isEmpty();
    return without;
  }

  @Test
  void aStreamThatHasEndedMeanwhileIsNotStartedWhenItsWeightsAreThere() throws Exception {
    restoredWithoutWeights();
    tell(Kind.DETACH, 6, session("a", "s"));
    tell(Kind.LEAVE, 6, session("b", "s"));
    models.install("disk");
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 600_000);
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void aSwapThatWaitsOverARestoreWithoutItsWeightsIsMadeWhenTheyAreThere() throws Exception {
    restoredSwapWithoutWeights();
    OperatorSubtaskState without = harness.snapshot(1, 1);
    harness.close();
    open(null, without);
    loadAt(NOW + 1);
    assertThat(harness.extractOutputValues()).as("after a second restore").isEmpty();
    models.install("moved");
    harness.setProcessingTime(NOW + 10_051);
    loadAt(NOW + 20_000);
    assertThat(weights()).containsExactly("a CHANGE 6 fake@moved");
    assertThat(deadLetters()).isEmpty();
    assertThat(harness.getSideOutput(LiveTags.EVENTS)).isNull();
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 3_600_000);
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void aSwapThatWaitsForItsWeightsHoldsUpNothingElseOfItsSource() throws Exception {
    restoredSwapWithoutWeights();
    tell(Kind.LEAVE, 7, session("left", "s"));
    loadAt(NOW + 10_000 + SourceStreams.LEFT_STREAM_MILLIS);
    assertThat(names(publish(source("s", 2, 10, 20, 30)))).containsExactly("a CHANGE NONE 5");
    assertThat(names(publish(Source.withdrawn("s")))).containsExactly("a STOP WITHDRAWN 5");
  }

  @Test
  void aSwapThatIsAskedForAnewIsMadeAtOnce() throws Exception {
    restoredSwapWithoutWeights();
    models.install("moved");
    tell(Kind.SWAP, 7, session("a", "s").withWeights("moved"));
    awaitLoad("moved");
    assertThat(awaitWeights(1)).containsExactly("a CHANGE 7 fake@moved");
  }

  /** A restore without the weights that stream a waits for. */
  private void restoredSwapWithoutWeights() throws Exception {
    models.install("moved");
    models.holdLoads("moved");
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 5, session("a", "s"));
    tell(Kind.ATTACH, 5, session("left", "s"));
    tell(Kind.SWAP, 6, session("a", "s").withWeights("moved"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    models.releaseLoads("moved");
    awaitLoad("moved");
    models.uninstall("moved");
    harness.close();
    open(null, state);
    loadAt(NOW + 1);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(deadLetters()).isEmpty();
  }

  /** Lets a timer begin to load weights, and another one see what became of it. */
  private void loadAt(long epochMillis) throws Exception {
    harness.setProcessingTime(epochMillis);
    awaitLoad("moved");
    harness.setProcessingTime(epochMillis + SourceModels.POLL_MILLIS);
  }

  @Test
  void newFeaturesAreMadeForAllWhenOtherWeightsAreThereAfterARestoreWithout() throws Exception {
    restoredWithoutWeights();
    models.install("disk");
    models.onNextLoad(fake -> fake.makeFeatures("disk in fast"));
    assertThat(names(tell(Kind.REPEAT, 6, session("a", "s").withWeights("disk"))))
        .contains("b CHANGE NONE 5", "a START NONE 6");
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(1);
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 600_000);
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  /** Taken as {@link #everyKindOfState} says. */
  @Test
  void continuesFromASnapshotOfTheFirstVersion() throws Exception {
    OperatorSubtaskState stored = StoredSnapshot.read("source-features-v1.snapshot");
    for (OperatorSubtaskState state : List.of(stored, everyKindOfState())) {
      harness.close();
      open(null, state);
      SessionUpdate update = tell(Kind.ATTACH, 9, session("new", "s")).get(0);
      assertThat(update.sourceVersion()).isEqualTo(6);
      assertThat(update.features()).containsExactly(10, 20, 30);
      assertThat(models.loaded("fake").encodedPortraits()).isZero();
      harness.getOutput().clear();
      harness.setProcessingTime(NOW + 5000);
      assertThat(names(harness.extractOutputValues()))
          .containsExactlyInAnyOrder(
              "stays STOP CONSENT_EXPIRED 1",
              "left STOP CONSENT_EXPIRED 2",
              "new STOP CONSENT_EXPIRED 9");
    }
  }

  private OperatorSubtaskState everyKindOfState() throws Exception {
    harness.close();
    open(null, null);
    Consent consent = new Consent("A. Person", "all", NOW + 5000, "file 7");
    publish(withConsent(source("s", 6, 10, 20, 30), consent));
    tell(Kind.ATTACH, 1, session("stays", "s"));
    tell(Kind.ATTACH, 2, session("left", "s"));
    tell(Kind.LEAVE, 3, session("left", "s"));
    return harness.snapshot(1, 1);
  }
}
