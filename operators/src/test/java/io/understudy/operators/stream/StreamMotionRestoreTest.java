package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.JitterFilter;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.operators.BatchOptions;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.PictureOptions;
import io.understudy.operators.SessionDefaults;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.SessionUpdateSerializer;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import io.understudy.operators.testing.TinyModels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of real networks, whose motion, scale code and jitter filter live in state. */
class StreamMotionRestoreTest {
  private static final int FRAMES = 8;
  private static final int STREAMS = 4;
  private static final long FRAME_MICROS = 40_000;
  private static final long SMOOTHING_MILLIS = 150;
  private static final TinyModels MODELS = new TinyModels();

  /** One row a batch: which rows share one must not matter here. */
  private static LiveOptions options() {
    LiveOptions o = Frames.options();
    return o.withBatch(
            new BatchOptions(
                1, o.batch().maxInFlight(), o.batch().maxQueuedFramesPerStream(), 64 << 20))
        .withSessionDefaults(
            new SessionDefaults(
                o.sessionDefaults().preset(),
                o.sessionDefaults().weightsId(),
                o.sessionDefaults().deadlineMillis(),
                SMOOTHING_MILLIS))
        .withPicture(
            new PictureOptions(o.picture().maxBytes(), 1 << 20, o.picture().jpegQuality()));
  }

  static Stream<Arguments> presetsAndSessions() {
    return Stream.of("ostnet", "understudy")
        .flatMap(
            preset ->
                Stream.of(
                    Arguments.of(preset, MotionMode.RELATIVE, null),
                    Arguments.of(preset, MotionMode.BEST, JitterFilter.DEFAULT)));
  }

  private static Session session(
      String streamId, String preset, MotionMode motion, JitterFilter filter, long smoothing) {
    return new Session(
            streamId,
            "s",
            preset,
            "",
            motion,
            DeliveryMode.COMPLETE,
            0,
            Crop.CENTRE,
            0,
            false,
            true,
            false)
        .steadied(filter, smoothing, null);
  }

  private static SessionUpdate start(Session session) throws Exception {
    try (Reenactor reenactor = MODELS.load(session.preset(), "");
        SourceFeatures features = reenactor.encode(head(7, 1, 0))) {
      SessionUpdate update =
          new SessionUpdate(
              SessionUpdate.Kind.START,
              StopReason.NONE,
              1,
              session,
              1,
              new ModelKey(session.preset(), reenactor.weightsId()),
              session.preset(),
              features.toBytes());
      return throughTheSerializer(update);
    }
  }

  private static SessionUpdate throughTheSerializer(SessionUpdate update) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new SessionUpdateSerializer().serialize(update, out);
    return new SessionUpdateSerializer()
        .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static Picture head(long person, double scale, double mouth) {
    HeadState state = new HeadState(10, 4, -5, 0.05, 0, scale, mouth, 0, 1, 1, 0, 0, 0);
    return HeadRenderer.render(new Scene(HeadIdentity.random(person), state, Light.STUDIO), 64);
  }

  /** The driver comes nearer and goes back, so that scale codes change from frame to frame. */
  private static DrivingFrame driving(String streamId, int number) {
    Picture picture = head(3, 1 + 0.3 * Math.sin(number), 0.1 * number);
    return frame(streamId, 0, number, number * FRAME_MICROS, picture);
  }

  private static void play(LiveChain chain, String streamId, int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      chain.frame(driving(streamId, number)).flush();
    }
  }

  private static Map<String, Object> payloads(LiveChain chain) {
    Map<String, Object> payloads = new HashMap<>();
    for (ReenactedFrame frame : chain.frames()) {
      payloads.put(frame.streamId() + " " + frame.sequence(), frame.payload());
    }
    return payloads;
  }

  private static Map<String, Object> neverStopped(List<Session> sessions) throws Exception {
    try (LiveChain chain = LiveChain.start(options(), MODELS)) {
      for (Session session : sessions) {
        chain.update(start(session));
        play(chain, session.streamId(), 0, FRAMES);
      }
      return payloads(chain);
    }
  }

  @ParameterizedTest
  @MethodSource("presetsAndSessions")
  void aRestoredStreamGivesBitForBitWhatOneThatNeverStoppedGives(
      String preset, MotionMode motion, JitterFilter filter) throws Exception {
    Session session = session("a", preset, motion, filter, Session.DEFAULT_SMOOTHING);
    Map<String, Object> restored;
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), MODELS)) {
      play(chain.update(start(session)), "a", 0, FRAMES / 2);
      state = chain.snapshot();
      restored = payloads(chain);
    }
    try (LiveChain chain = LiveChain.restore(options(), MODELS, state, 1, 0)) {
      play(chain, "a", FRAMES / 2, FRAMES);
      restored.putAll(payloads(chain));
    }
    assertThat(restored).hasSize(FRAMES).isEqualTo(neverStopped(List.of(session)));
  }

  @Test
  void scaleCodesSurviveTheMoveToTwoSubtasks() throws Exception {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      sessions.add(session("s" + i, "ostnet", MotionMode.BEST, JitterFilter.DEFAULT, 300));
    }
    OperatorSubtaskState state;
    Map<String, Object> moved;
    try (LiveChain chain = LiveChain.start(options(), MODELS)) {
      for (Session session : sessions) {
        play(chain.update(start(session)), session.streamId(), 0, FRAMES / 2);
      }
      state = chain.snapshot();
      moved = payloads(chain);
    }
    for (int subtask = 0; subtask < 2; subtask++) {
      try (LiveChain half = LiveChain.restore(options(), MODELS, state, 2, subtask)) {
        for (Session session : sessions) {
          if (LiveChain.isOf(session.streamId(), options(), 2, subtask)) {
            play(half, session.streamId(), FRAMES / 2, FRAMES);
          }
        }
        assertThat(half.frames()).isNotEmpty();
        moved.putAll(payloads(half));
      }
    }
    assertThat(moved).hasSize(STREAMS * FRAMES).isEqualTo(neverStopped(sessions));
  }

  @Test
  void aSessionSetsItsOwnSmoothing() throws Exception {
    Map<String, Object> none = neverStopped(List.of(smoothed(0)));
    Map<String, Object> byDefault = neverStopped(List.of(smoothed(Session.DEFAULT_SMOOTHING)));
    assertThat(byDefault).isEqualTo(neverStopped(List.of(smoothed(SMOOTHING_MILLIS))));
    assertThat(byDefault.get("a 0")).isEqualTo(none.get("a 0"));
    assertThat(byDefault.get("a 3")).isNotEqualTo(none.get("a 3"));
  }

  private static Session smoothed(long millis) {
    return session("a", "ostnet", MotionMode.ABSOLUTE, null, millis);
  }

  /** The share of the implicit scale code that the source alone makes travels with its features. */
  @Test
  void partsOfTheMemoryThatDependOnTheSourceAloneAreEncodedOnce() throws Exception {
    Session session = session("a", "mcnet", MotionMode.ABSOLUTE, null, 0);
    try (Reenactor reenactor = MODELS.load("mcnet", "");
        SourceFeatures features = reenactor.restore(start(session).features())) {
      assertThat(new String(features.toBytes(), StandardCharsets.ISO_8859_1))
          .contains("scale_code");
    }
    Map<String, Object> once = neverStopped(List.of(session));
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), MODELS)) {
      state = chain.update(start(session)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), MODELS, state, 1, 0)) {
      play(chain, "a", 0, FRAMES);
      assertThat(payloads(chain)).isEqualTo(once);
    }
  }
}
