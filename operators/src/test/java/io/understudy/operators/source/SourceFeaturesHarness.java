package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.operators.LiveTags;
import io.understudy.operators.source.SessionCommand.Kind;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The operator of source features in a harness of Flink, with models that say what they did. */
@Timeout(120)
abstract class SourceFeaturesHarness {
  FakeModels models = new FakeModels(getClass().getSimpleName());
  KeyedTwoInputStreamOperatorTestHarness<String, Source, SessionCommand, SessionUpdate> harness;

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

  void open(StateBackend backend, OperatorSubtaskState state) throws Exception {
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

  List<SessionUpdate> publish(Source source) throws Exception {
    harness.getOutput().clear();
    harness.processElement1(new StreamRecord<>(source));
    return harness.extractOutputValues();
  }

  List<SessionUpdate> tell(Kind kind, long revision, Session session) throws Exception {
    return tell("s", kind, revision, session);
  }

  List<SessionUpdate> tell(String sourceId, Kind kind, long revision, Session session)
      throws Exception {
    harness.getOutput().clear();
    SessionCommand command = new SessionCommand(sourceId, kind, revision, session);
    harness.processElement2(new StreamRecord<>(command));
    return harness.extractOutputValues();
  }

  List<DeadLetter.Reason> deadLetters() {
    var letters = harness.getSideOutput(LiveTags.DEAD_LETTERS);
    return letters == null
        ? List.of()
        : letters.stream().map(letter -> letter.getValue().reason()).toList();
  }

  static List<String> names(List<SessionUpdate> updates) {
    return updates.stream()
        .map(u -> u.streamId() + " " + u.kind() + " " + u.stopReason() + " " + u.revision())
        .toList();
  }

  /** Lets time pass until something is refused; weights are loaded on a thread of their own. */
  List<DeadLetter.Reason> awaitDeadLetters(int count) throws Exception {
    for (long millis = 50; deadLetters().size() < count; millis += 50) {
      Thread.onSpinWait();
      harness.setProcessingTime(NOW + millis);
    }
    return deadLetters();
  }

  /** Waits for a load that was begun. */
  static void awaitLoad(String weightsId) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("load-model: fake@" + weightsId)) {
        thread.join();
      }
    }
  }

  List<String> swaps(String weightsId, long revision) throws Exception {
    harness.getOutput().clear();
    for (String stream : List.of("a", "b")) {
      Session session = session(stream, "s").withWeights(weightsId);
      harness.processElement2(
          new StreamRecord<>(new SessionCommand("s", Kind.SWAP, revision, session)));
    }
    return weights();
  }

  List<String> weights() {
    return harness.extractOutputValues().stream()
        .map(u -> "%s %s %d %s".formatted(u.streamId(), u.kind(), u.revision(), u.model()))
        .toList();
  }

  /** Lets time pass until something comes; weights are loaded on a thread of their own. */
  List<String> awaitWeights(int count) throws Exception {
    for (long millis = 50; harness.extractOutputValues().size() < count; millis += 50) {
      Thread.onSpinWait();
      harness.setProcessingTime(NOW + millis);
    }
    return weights();
  }
}
