package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.StoredSnapshot;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionRouterTest {
  private KeyedBroadcastOperatorTestHarness<String, Session, ModelAnnouncement, SessionCommand>
      router;

  @BeforeEach
  void open() throws Exception {
    router = harness();
    router.open();
  }

  @AfterEach
  void close() throws Exception {
    router.close();
  }

  private static KeyedBroadcastOperatorTestHarness<
          String, Session, ModelAnnouncement, SessionCommand>
      harness() throws Exception {
    SessionRouter function =
        new SessionRouter(Frames.options().sessionDefaults(), new FakeModels("router"));
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(SessionRouter.ANNOUNCED)),
            Session::streamId,
            Types.STRING,
            1,
            1,
            0);
    harness.setProcessingTime(NOW);
    return harness;
  }

  private static Session asking(String streamId, String preset, String weightsId) {
    return session(streamId, "s", preset, MotionMode.RELATIVE, DeliveryMode.LIVE)
        .withWeights(weightsId);
  }

  private List<String> announce(ModelAnnouncement announcement) throws Exception {
    router.getOutput().clear();
    router.processBroadcastElement(new StreamRecord<>(announcement));
    return weights();
  }

  private static ModelAnnouncement announced(String preset, String weightsId) {
    return new ModelAnnouncement(preset, weightsId, "file", "digest");
  }

  private List<String> weights() {
    return router.extractOutputValues().stream()
        .map(c -> c.kind() + " " + c.streamId() + " '" + c.session().weightsId() + "'")
        .sorted()
        .toList();
  }

  private List<String> send(Session session) throws Exception {
    router.getOutput().clear();
    router.processElement(new StreamRecord<>(session));
    return router.extractOutputValues().stream()
        .map(c -> c.kind() + " " + c.streamId() + " " + c.sourceId() + " " + c.revision())
        .toList();
  }

  @Test
  void attachesANewSession() throws Exception {
    assertThat(send(session("a", "s"))).containsExactly("ATTACH a s 1000000");
  }

  @Test
  void repeatsASessionThatIsTheSameUnderARevisionOfItsOwn() throws Exception {
    send(session("a", "s"));
    assertThat(send(session("a", "s"))).containsExactly("REPEAT a s 1000001");
    assertThat(send(session("a", "s"))).containsExactly("REPEAT a s 1000002");
    assertThat(send(session("a", "t"))).containsExactly("LEAVE a s 1000003", "ATTACH a t 1000003");
  }

  @Test
  void tellsBothSourcesWhenASessionMoves() throws Exception {
    send(session("a", "s"));
    assertThat(send(session("a", "t"))).containsExactly("LEAVE a s 1000001", "ATTACH a t 1000001");
  }

  @Test
  void tellsTheSourceOfATombstoneAndForgetsTheStream() throws Exception {
    send(session("a", "s"));
    assertThat(send(Session.stopped("a"))).containsExactly("DETACH a s 1000001");
    assertThat(send(Session.stopped("a"))).as("a stream that has no session").isEmpty();
    assertThat(send(session("a", "s"))).as("a first session").containsExactly("ATTACH a s 1000002");
    assertThat(send(Session.stopped("a"))).containsExactly("DETACH a s 1000003");
  }

  @Test
  void startsAfterAStopAlsoWhereTheClockIsBehindAfterARestore() throws Exception {
    send(session("a", "s"));
    send(Session.stopped("a"));
    OperatorSubtaskState state = router.snapshot(1, 1);
    router.close();
    router = harness();
    router.setProcessingTime(NOW - 60_000);
    router.initializeState(state);
    router.open();
    assertThat(send(session("a", "s"))).containsExactly("ATTACH a s 1000002");
  }

  @Test
  void forgetsTheStreamOfATombstoneLaterThanItsStopIsForgotten() throws Exception {
    send(session("a", "s"));
    send(Session.stopped("a"));
    router.setStateTtlProcessingTime(Duration.ofHours(2).toMillis() - 1);
    assertThat(send(session("a", "s"))).containsExactly("ATTACH a s 1000002");
    send(Session.stopped("a"));
    router.setStateTtlProcessingTime(Duration.ofHours(4).toMillis() - 1);
    assertThat(send(session("a", "s"))).containsExactly("ATTACH a s 1000000");
  }

  @Test
  void remembersTheSourceOverARestore() throws Exception {
    send(session("a", "s"));
    OperatorSubtaskState state = router.snapshot(1, 1);
    router.close();
    router = harness();
    router.initializeState(state);
    router.open();
    assertThat(send(Session.stopped("a"))).containsExactly("DETACH a s 1000001");
  }

  @Test
  void announcedWeightsReachTheStreamsOfTheirPresetThatNameNone() throws Exception {
    send(asking("byDefault", "", ""));
    send(asking("byName", "fake", ""));
    send(asking("pinned", "fake", "w1"));
    send(asking("another", "other", ""));
    assertThat(announce(announced("fake", "new1")))
        .containsExactly("SWAP byDefault 'new1'", "SWAP byName 'new1'");
    assertThat(announce(announced("fake", "new1"))).as("the same again").isEmpty();
    assertThat(announce(announced("fake", "new2"))).hasSize(2);
    assertThat(announce(ModelAnnouncement.withdrawn("fake")))
        .containsExactly("SWAP byDefault ''", "SWAP byName ''");
    assertThat(announce(ModelAnnouncement.withdrawn("fake"))).isEmpty();
  }

  @Test
  void aSwapHasARevisionOfItsOwn() throws Exception {
    send(session("a", "s"));
    announce(announced("fake", "new1"));
    assertThat(router.extractOutputValues().get(0).revision()).isEqualTo(NOW + 1);
    assertThat(send(session("a", "t"))).containsExactly("LEAVE a s 1000002", "ATTACH a t 1000002");
  }

  @Test
  void newSessionsGetTheWeightsAnnouncedLastOverARestoreToo() throws Exception {
    announce(announced("fake", "new1"));
    OperatorSubtaskState state = router.snapshot(1, 1);
    router.close();
    router = harness();
    router.initializeState(state);
    router.open();
    send(session("a", "s"));
    assertThat(weights()).containsExactly("ATTACH a 'new1'");
    send(asking("b", "other", ""));
    assertThat(weights()).containsExactly("ATTACH b ''");
  }

  @Test
  void continuesFromASnapshotOfTheFirstVersion() throws Exception {
    send(session("a", "s"));
    OperatorSubtaskState stored = StoredSnapshot.read("session-router-v1.snapshot");
    for (OperatorSubtaskState state : List.of(stored, router.snapshot(1, 1))) {
      router.close();
      router = harness();
      router.initializeState(state);
      router.open();
      assertThat(send(session("a", "t")))
          .containsExactly("LEAVE a s 1000001", "ATTACH a t 1000001");
    }
  }
}
