package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.SessionLimits;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that is published once more, on its way from its topic to its stream. */
@Timeout(60)
class SessionAgainTest {
  private static final LiveOptions OPTIONS =
      options().withSessionLimits(new SessionLimits(3, 1 << 20, 500, 8000));

  private final FakeModels models = new FakeModels("SessionAgainTest");
  private KeyedBroadcastOperatorTestHarness<String, Session, ModelAnnouncement, SessionCommand>
      router;
  private KeyedTwoInputStreamOperatorTestHarness<String, Source, SessionCommand, SessionUpdate>
      sources;
  private LiveChain chain;
  private long millisAwaited;

  @BeforeEach
  void open() throws Exception {
    router =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new SessionRouter(OPTIONS.sessionDefaults(), models),
                List.of(SessionRouter.ANNOUNCED)),
            Session::streamId,
            Types.STRING,
            1,
            1,
            0);
    sources =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new SourceFeaturesOperator(OPTIONS, models),
            Source::sourceId,
            SessionCommand::sourceId,
            Types.STRING);
    router.open();
    sources.open();
    chain = LiveChain.start(OPTIONS, models);
    setMillis(0);
    sources.processElement1(new StreamRecord<>(source("s", 1, 10, 20, 30)));
  }

  @AfterEach
  void close() throws Exception {
    chain.close();
    sources.close();
    router.close();
  }

  private void setMillis(long millis) throws Exception {
    router.setProcessingTime(NOW + millis);
    sources.setProcessingTime(NOW + millis);
    chain.setMillis(millis);
  }

  private void publish(Session session) throws Exception {
    router.processElement(new StreamRecord<>(session));
    pass();
  }

  private void pass() throws Exception {
    for (SessionCommand command : router.extractOutputValues()) {
      sources.processElement2(new StreamRecord<>(command));
    }
    router.getOutput().clear();
    for (SessionUpdate update : sources.extractOutputValues()) {
      chain.update(update);
    }
    sources.getOutput().clear();
  }

  private void frameAt(int sequence, long millis, int colour) throws Exception {
    setMillis(millis);
    long captured = (NOW + millis) * 1000;
    chain.frame(frame("a", 0, sequence, captured, Frames.plain(8, colour, 50, 50))).flush();
  }

  @Test
  void startsASessionThatHasTimedOut() throws Exception {
    publish(session("a", "s"));
    frameAt(0, 1000, 50);
    setMillis(30_000);
    assertThat(chain.eventNames()).contains("a STOPPED 1 session timeout");
    publish(session("a", "s"));
    frameAt(1, 30_100, 50);
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1");
    assertThat(chain.eventNames())
        .containsExactly(
            "a STARTED 1 fake@w1", "a STOPPED 1 session timeout", "a STARTED 1 fake@w1");
    setMillis(60_000);
    assertThat(chain.eventNames()).endsWith("a STOPPED 1 session timeout");
  }

  @Test
  void neitherAnnouncedWeightsNorANewPortraitWakeASessionThatHasTimedOut() throws Exception {
    publish(session("a", "s"));
    setMillis(9000);
    router.processBroadcastElement(new StreamRecord<>(announced("new1")));
    pass();
    awaitEncoded("new1");
    sources.processElement1(new StreamRecord<>(source("s", 2, 40, 40, 40)));
    pass();
    assertThat(chain.eventNames())
        .containsExactly("a STARTED 1 fake@w1", "a STOPPED 1 session timeout");
    publish(session("a", "s"));
    assertThat(chain.eventNames()).endsWith("a STARTED 1 fake@new1");
    frameAt(0, 9100 + millisAwaited, 50);
    assertThat(Frames.reds(chain)).as("the new portrait").containsExactly(40);
  }

  @Test
  void aSessionThatIsFasterThanItsSourceStartsAStreamThatHasTimedOut() throws Exception {
    publish(session("a", "s"));
    setMillis(9000);
    publish(session("a", "t"));
    sources.processElement1(new StreamRecord<>(source("t", 1, 40, 40, 40)));
    pass();
    assertThat(chain.eventNames())
        .startsWith("a STARTED 1 fake@w1", "a STOPPED 1 session timeout")
        .endsWith("a STARTED 1 fake@w1");
    frameAt(0, 9100, 50);
    assertThat(chain.frameNames()).containsExactly("a:0:0");
  }

  @Test
  void weightsThatComeLateStartAStreamThatHasTimedOut() throws Exception {
    publish(session("a", "s"));
    setMillis(9000);
    publish(session("a", "s").withWeights("belated"));
    assertThat(chain.eventNames()).endsWith("a REFUSED 1 unknown preset or weights");
    models.install("belated");
    setMillis(9000 + 20_000);
    pass();
    assertThat(chain.eventNames()).endsWith("a STARTED 1 fake@belated");
  }

  private static ModelAnnouncement announced(String weightsId) {
    return new ModelAnnouncement("fake", weightsId, "file", "digest");
  }

  /** The models of source-features are loaded on a thread of their own. */
  private void awaitEncoded(String weightsId) throws Exception {
    while (!encoded(weightsId)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("nothing was encoded with " + weightsId);
      }
      millisAwaited += SourceModels.POLL_MILLIS;
      setMillis(9000 + millisAwaited);
      pass();
    }
  }

  private boolean encoded(String weightsId) {
    FakeReenactor model = models.loaded("fake");
    return model.weightsId().equals(weightsId) && model.encodedPortraits() > 0;
  }

  @Test
  void startsASessionWhoseWeightsAreThereByNow() throws Exception {
    Session asking = session("a", "s").withWeights("late");
    publish(asking);
    frameAt(0, 100, 50);
    publish(asking);
    assertThat(chain.eventNames())
        .containsExactly(
            "a REFUSED 1 unknown preset or weights",
            "a FRAMES_DROPPED 1 session-ended",
            "a REFUSED 1 unknown preset or weights");
    models.install("late");
    publish(asking);
    frameAt(1, 200, 50);
    assertThat(chain.eventNames()).endsWith("a STARTED 1 fake@late");
    assertThat(chain.frameNames()).containsExactly("a:0:1");
  }

  @Test
  void leavesARunningStreamAsItIs() throws Exception {
    publish(session("a", "s"));
    frameAt(0, 100, 50);
    publish(session("a", "s"));
    frameAt(1, 200, 70);
    frameAt(1, 300, 70);
    assertThat(Frames.reds(chain)).as("moved from the first frame").containsExactly(10, 30);
    assertThat(chain.eventNames())
        .containsExactly("a STARTED 1 fake@w1", "a FRAMES_DROPPED 1 duplicate-or-late");
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(1);
    assertThat(models.loaded("fake").restoredFeatures()).isEqualTo(1);
  }

  @Test
  void endsARepeatedSessionAtItsTombstone() throws Exception {
    publish(session("a", "s"));
    publish(session("a", "s"));
    publish(Session.stopped("a"));
    assertThat(chain.eventNames())
        .containsExactly("a STARTED 1 fake@w1", "a STOPPED 1 session ended");
  }

  @Test
  void startsASessionInTheMillisecondOfItsTombstone() throws Exception {
    publish(session("a", "s"));
    publish(Session.stopped("a"));
    publish(session("a", "s"));
    frameAt(0, 100, 50);
    assertThat(chain.frameNames()).containsExactly("a:0:0");
    assertThat(chain.eventNames())
        .containsExactly("a STARTED 1 fake@w1", "a STOPPED 1 session ended", "a STARTED 1 fake@w1");
  }

  @Test
  void startsARefusedSessionByItselfOnceItsWeightsAreThere() throws Exception {
    publish(session("a", "s").withWeights("slow"));
    assertThat(chain.eventNames()).containsExactly("a REFUSED 1 unknown preset or weights");
    models.install("slow");
    setMillis(10_000);
    pass();
    assertThat(chain.eventNames()).endsWith("a STARTED 1 fake@slow");
  }

  @Test
  void aWithdrawnSourceStopsNoStreamThatHasMovedOn() throws Exception {
    sources.processElement1(new StreamRecord<>(source("t", 1, 10, 20, 30)));
    publish(session("a", "s"));
    publish(session("a", "t"));
    setMillis(1000);
    sources.processElement1(new StreamRecord<>(Source.withdrawn("s")));
    pass();
    assertThat(chain.eventNames())
        .containsExactly("a STARTED 1 fake@w1", "a SOURCE_CHANGED 1 version 1");
  }
}
