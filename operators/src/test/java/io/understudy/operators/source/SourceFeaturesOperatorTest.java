package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.source;
import static io.understudy.operators.testing.Frames.withConsent;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
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
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.StoredSnapshot;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SourceFeaturesOperatorTest {
  private FakeModels models = new FakeModels("SourceFeaturesOperatorTest");
  private KeyedTwoInputStreamOperatorTestHarness<String, Source, SessionCommand, SessionUpdate>
      harness;

  @BeforeEach
  void open() throws Exception {
    open(null, null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
    if (models.loaded("fake") != null) {
      assertThat(models.loaded("fake").openFeatures()).isZero();
    }
  }

  private void open(StateBackend backend, OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new SourceFeaturesOperator(Frames.options(), models),
            Source::sourceId,
            SessionCommand::sourceId,
            Types.STRING);
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.setProcessingTime(NOW);
    if (state == null) {
      harness.initializeEmptyState();
    } else {
      harness.initializeState(state);
    }
    harness.open();
  }

  private List<SessionUpdate> publish(Source source) throws Exception {
    harness.getOutput().clear();
    harness.processElement1(new StreamRecord<>(source));
    return harness.extractOutputValues();
  }

  private List<SessionUpdate> tell(Kind kind, long revision, Session session) throws Exception {
    harness.getOutput().clear();
    SessionCommand command = new SessionCommand("s", kind, revision, session);
    harness.processElement2(new StreamRecord<>(command));
    return harness.extractOutputValues();
  }

  private List<DeadLetter.Reason> deadLetters() {
    var letters = harness.getSideOutput(LiveTags.DEAD_LETTERS);
    return letters == null
        ? List.of()
        : letters.stream().map(letter -> letter.getValue().reason()).toList();
  }

  private static List<String> names(List<SessionUpdate> updates) {
    return updates.stream()
        .map(u -> u.streamId() + " " + u.kind() + " " + u.stopReason() + " " + u.revision())
        .toList();
  }

  @Test
  void startsAStreamOnAKnownSourceWithItsFeatures() throws Exception {
    publish(source("s", 4, 10, 20, 30));
    SessionUpdate update = tell(Kind.ATTACH, 1, session("a", "s")).get(0);
    assertThat(update.kind()).isEqualTo(SessionUpdate.Kind.START);
    assertThat(update.sourceVersion()).isEqualTo(4);
    assertThat(update.model().toString()).isEqualTo("fake@w1");
    assertThat(update.features()).containsExactly(10, 20, 30);
    assertThat(update.featuresId()).hasSize(32);
  }

  @Test
  void startsAStreamThatCameBeforeItsSource() throws Exception {
    assertThat(names(tell(Kind.ATTACH, 1, session("a", "s"))))
        .containsExactly("a STOP NO_SOURCE 1");
    assertThat(names(publish(source("s", 1, 10, 20, 30)))).containsExactly("a CHANGE NONE 1");
  }

  @Test
  void encodesAPortraitOnceForAllItsStreams() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, session("b", "s"));
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(1);
    assertThat(names(publish(source("s", 2, 11, 20, 30))))
        .containsExactlyInAnyOrder("a CHANGE NONE 1", "b CHANGE NONE 1");
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(2);
    assertThat(publish(source("s", 2, 11, 20, 30))).as("the same again").isEmpty();
  }

  @Test
  void encodesForEachModelThatASessionAsksFor() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    Session other = session("b", "s", "other", MotionMode.ABSOLUTE, DeliveryMode.LIVE);
    assertThat(tell(Kind.ATTACH, 1, other).get(0).model().preset()).isEqualTo("other");
  }

  @Test
  void stopsAllStreamsOfAWithdrawnSourceAndForgetsIt() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 7, session("b", "s"));
    assertThat(names(publish(Source.withdrawn("s"))))
        .containsExactlyInAnyOrder("a STOP WITHDRAWN 1", "b STOP WITHDRAWN 7");
    assertThat(names(tell(Kind.ATTACH, 8, session("c", "s"))))
        .containsExactly("c STOP NO_SOURCE 8");
    assertThat(names(publish(source("s", 2, 10, 20, 30)))).hasSize(3);
  }

  @Test
  void stopsAStreamThatIsOnItsWayToAnotherSourceWhenTheOldOneIsWithdrawn() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    assertThat(tell(Kind.LEAVE, 2, session("a", "s"))).isEmpty();
    assertThat(publish(source("s", 2, 11, 20, 30))).as("news for a stream that left").isEmpty();
    assertThat(names(publish(Source.withdrawn("s")))).containsExactly("a STOP WITHDRAWN 1");
    harness.setProcessingTime(NOW + SourceFeaturesFunction.LEFT_STREAM_MILLIS);
    publish(source("s", 3, 10, 20, 30));
    assertThat(publish(Source.withdrawn("s"))).as("a stream that left long ago").isEmpty();
  }

  @Test
  void endsASessionAtItsTombstone() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    assertThat(names(tell(Kind.DETACH, 2, Session.stopped("a"))))
        .containsExactly("a STOP SESSION_ENDED 2");
    assertThat(publish(source("s", 2, 11, 20, 30))).isEmpty();
  }

  @Test
  void refusesASourceWithoutConsent() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    assertThat(names(publish(withConsent(source("s", 2, 10, 20, 30), null))))
        .containsExactly("a STOP NO_CONSENT 1");
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.NO_CONSENT);
    assertThat(names(tell(Kind.ATTACH, 2, session("b", "s"))))
        .containsExactly("b STOP NO_CONSENT 2");
  }

  @Test
  void refusesAConsentThatHasExpiredAlready() throws Exception {
    Consent expired = new Consent("A. Person", "all", NOW, "file 7");
    assertThat(publish(withConsent(source("s", 1, 1, 2, 3), expired))).isEmpty();
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.NO_CONSENT);
  }

  @Test
  void stopsStreamsWhenTheConsentExpires() throws Exception {
    Consent short_ = new Consent("A. Person", "all", NOW + 5000, "file 7");
    publish(withConsent(source("s", 1, 10, 20, 30), short_));
    tell(Kind.ATTACH, 1, session("a", "s"));
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 4999);
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.setProcessingTime(NOW + 5000);
    assertThat(names(harness.extractOutputValues())).containsExactly("a STOP CONSENT_EXPIRED 1");
    assertThat(names(tell(Kind.ATTACH, 2, session("b", "s"))))
        .containsExactly("b STOP NO_CONSENT 2");
  }

  @Test
  void keepsTheOldPortraitWhenTheNewOneIsBroken() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    ByteString broken = ByteString.copyFromUtf8("not a picture");
    Source next = new Source("s", 2, broken, Crop.CENTRE, Frames.consent(), false);
    assertThat(publish(next)).isEmpty();
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.UNDECODABLE_PICTURE);
    assertThat(tell(Kind.ATTACH, 1, session("a", "s")).get(0).sourceVersion()).isEqualTo(1);
  }

  private List<String> swaps(String weightsId, long revision) throws Exception {
    harness.getOutput().clear();
    for (String stream : List.of("a", "b")) {
      Session session = session(stream, "s").withWeights(weightsId);
      harness.processElement2(
          new StreamRecord<>(new SessionCommand("s", Kind.SWAP, revision, session)));
    }
    return weights();
  }

  private List<String> weights() {
    return harness.extractOutputValues().stream()
        .map(u -> "%s %s %d %s".formatted(u.streamId(), u.kind(), u.revision(), u.model()))
        .toList();
  }

  /** Lets time pass until something comes; weights are loaded on a thread of their own. */
  private List<String> awaitWeights(int count) throws Exception {
    for (long millis = 50; harness.extractOutputValues().size() < count; millis += 50) {
      Thread.onSpinWait();
      harness.setProcessingTime(NOW + millis);
    }
    return weights();
  }

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
    for (long millis = 50; deadLetters().size() < 2; millis += 50) {
      Thread.onSpinWait();
      harness.setProcessingTime(NOW + millis);
    }
    assertThat(deadLetters()).containsOnly(DeadLetter.Reason.REFUSED_WEIGHTS);
    assertThat(harness.getSideOutput(LiveTags.EVENTS))
        .extracting(event -> event.getValue().kind())
        .containsOnly(StreamEvent.Kind.WEIGHTS_REFUSED);
    publish(source("s", 2, 11, 20, 30));
    assertThat(weights()).containsExactlyInAnyOrder("a CHANGE 1 fake@w1", "b CHANGE 1 fake@w1");
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
    for (long millis = 50; deadLetters().size() < 2; millis += 50) {
      Thread.onSpinWait();
      harness.setProcessingTime(NOW + millis);
    }
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

  @Test
  void refusesASessionWithAnUnknownPreset() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    Session unknown = session("a", "s", "nonsense", MotionMode.RELATIVE, DeliveryMode.LIVE);
    assertThat(names(tell(Kind.ATTACH, 1, unknown))).containsExactly("a STOP UNKNOWN_MODEL 1");
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.UNKNOWN_PRESET);
  }

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
    models = new FakeModels("SourceFeaturesOperatorTest", "w2");
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
