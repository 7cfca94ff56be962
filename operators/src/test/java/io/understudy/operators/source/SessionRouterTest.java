package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.Session;
import io.understudy.operators.testing.StoredSnapshot;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionRouterTest {
  private KeyedOneInputStreamOperatorTestHarness<String, Session, SessionCommand> router;

  @BeforeEach
  void open() throws Exception {
    router = harness();
    router.open();
  }

  @AfterEach
  void close() throws Exception {
    router.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Session, SessionCommand> harness()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SessionRouter()), Session::streamId, Types.STRING);
    harness.setProcessingTime(NOW);
    return harness;
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
  void saysNothingAboutASessionThatIsTheSame() throws Exception {
    send(session("a", "s"));
    assertThat(send(session("a", "s"))).isEmpty();
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
    assertThat(router.numKeyedStateEntries()).isZero();
    assertThat(send(Session.stopped("a"))).isEmpty();
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
