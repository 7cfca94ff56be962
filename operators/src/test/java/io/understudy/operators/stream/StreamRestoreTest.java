package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import io.understudy.operators.testing.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that a checkpoint brings back. */
@Timeout(60)
class StreamRestoreTest {
  private final FakeModels models = new FakeModels("StreamRestoreTest");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void restoredStreamsGiveWhatStreamsThatNeverStoppedGive(long seed) throws Exception {
    List<Step> steps = steps(new Random(seed));
    int middle = steps.size() / 2;
    List<String> straight = new ArrayList<>();
    try (LiveChain chain = LiveChain.start(options(), models)) {
      play(chain, steps);
      collect(chain, straight);
    }
    List<String> restored = new ArrayList<>();
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      play(chain, steps.subList(0, middle));
      state = chain.snapshot();
      collect(chain, restored);
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      play(chain, steps.subList(middle, steps.size()));
      collect(chain, restored);
    }
    assertThat(restored).as("seed %d", seed).isEqualTo(straight).isNotEmpty();
  }

  /** The backlog of a minute, one frame a second; the deadline is a second. */
  @Test
  void aRestoredLiveStreamCatchesUpFromTheNewestFrames() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).frame(frame("a", 0, 0, 50, 50, 50));
      state = chain.snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.setMillis(60_000);
      for (int second = 1; second <= 60; second++) {
        long captured = (Frames.NOW + 1000L * second) * 1000;
        chain.frame(frame("a", 0, second, captured, Frames.plain(8, 50, 50, 50)));
      }
      chain.flush();
      assertThat(chain.frameNames()).containsExactly("a:0:59", "a:0:60");
      assertThat(chain.events())
          .filteredOn(event -> event.kind() == StreamEvent.Kind.FRAMES_DROPPED)
          .allMatch(event -> event.detail().equals("deadline"))
          .extracting(StreamEvent::count)
          .satisfies(
              counts -> assertThat(counts.stream().mapToLong(one -> one).sum()).isEqualTo(58));
    }
  }

  @Test
  void rescalesToTwoSubtasks() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      for (int i = 0; i < 6; i++) {
        chain.update(start(complete("s" + i, "x"), 1, 10 * i, 0, 0));
        chain.frame(frame("s" + i, 0, 0, 50, 50, 50));
      }
      state = chain.snapshot();
    }
    List<String> names = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (LiveChain half = LiveChain.restore(options(), models, state, 2, subtask)) {
        List<Integer> own = streamsOf(subtask);
        assertThat(own).isNotEmpty();
        for (int i : own) {
          half.frame(frame("s" + i, 0, 0, 70, 70, 70)).frame(frame("s" + i, 0, 1, 70, 70, 70));
        }
        half.flush();
        names.addAll(half.frameNames());
        assertThat(Frames.reds(half))
            .containsExactlyElementsOf(own.stream().map(i -> 10 * i + 20).toList());
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrder("s0:0:1", "s1:0:1", "s2:0:1", "s3:0:1", "s4:0:1", "s5:0:1");
  }

  private static List<Integer> streamsOf(int subtask) {
    return IntStream.range(0, 6)
        .filter(i -> LiveChain.isOf("s" + i, options(), 2, subtask))
        .boxed()
        .toList();
  }

  @Test
  void keepsWaitingFramesOverARestore() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      state = chain.frame(frame("a", 0, 0, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0");
      chain.setMillis(500).setMillis(1000);
      assertThat(chain.deadLetters()).extracting(DeadLetter::streamId).containsExactly("b");
    }
  }

  @Test
  void keepsTheBaselineOfAFrameThatWasInFlightWhenTheSessionChanged() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(session("a", "s"), 1, 10, 20, 30));
      chain.frame(frame("a", 0, 0, 50, 50, 50)).flush();
      models.loaded("fake").hold();
      chain.frame(frame("a", 1, 0, 60, 60, 60));
      chain.update(start(session("a", "t"), 2, 100, 100, 100));
      models.loaded("fake").releaseAll();
      state = chain.snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
      chain.frame(frame("a", 1, 1, 80, 80, 80)).flush();
      assertThat(Frames.reds(chain)).containsExactly(120);
    }
  }

  /**
   * Taken with a running stream (baseline 50), one with a waiting frame and one that has ended: see
   * {@link #everyKindOfStream}.
   */
  @Test
  void continuesFromASnapshotOfTheFirstVersion() throws Exception {
    OperatorSubtaskState stored = StoredSnapshot.read("stream-session-v1.snapshot");
    for (OperatorSubtaskState state : List.of(stored, everyKindOfStream())) {
      try (LiveChain chain = LiveChain.restore(options(), models, state, 1, 0)) {
        chain.frame(frame("running", 3, 7, 1, 1, 1)).frame(frame("running", 3, 8, 70, 70, 70));
        chain.update(start(session("waiting", "s"), 1, 10, 20, 30));
        chain.frame(frame("ended", 0, 1, 1, 1, 1)).flush();
        assertThat(chain.frameNames()).containsExactly("running:3:8", "waiting:0:0");
        assertThat(Frames.reds(chain)).containsExactly(30, 10);
        assertThat(chain.eventNames())
            .contains(
                "running FRAMES_DROPPED 1 duplicate-or-late",
                "ended FRAMES_DROPPED 1 session-ended");
      }
    }
  }

  private OperatorSubtaskState everyKindOfStream() throws Exception {
    try (LiveChain chain = LiveChain.start(options(), models)) {
      chain.update(start(complete("running", "s"), 4, 10, 20, 30));
      chain.frame(frame("running", 3, 7, 50, 50, 50)).frame(frame("waiting", 0, 0, 40, 40, 40));
      chain.update(start(session("ended", "s"), 1, 10, 20, 30));
      chain.update(SessionUpdate.stop(session("ended", "s"), 2, StopReason.SESSION_ENDED));
      return chain.snapshot();
    }
  }

  /** One thing that happens to the chain. */
  private interface Step {
    void on(LiveChain chain) throws Exception;
  }

  /** A day in the life of three streams: frames, new epochs, rewinds, changes and stops. */
  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    long[] sequence = new long[3];
    long revision = 1;
    for (int i = 0; i < 120; i++) {
      String stream = "s" + random.nextInt(3);
      int at = stream.charAt(1) - '0';
      int colour = random.nextInt(100);
      int choice = i < 3 ? 0 : random.nextInt(20);
      long number = revision++;
      if (choice == 0) {
        String id = i < 3 ? "s" + i : stream;
        steps.add(chain -> chain.update(start(complete(id, "x"), number, colour, 0, 0)));
      } else if (choice == 1) {
        StopReason reason = StopReason.SESSION_ENDED;
        steps.add(
            chain ->
                chain.flush().update(SessionUpdate.stop(complete(stream, "x"), number, reason)));
      } else {
        sequence[at] = Math.max(0, sequence[at] + (choice == 2 ? -2 : 1));
        long own = sequence[at];
        steps.add(chain -> chain.frame(frame(stream, own / 15, own, colour, 40, 40)));
      }
    }
    return steps;
  }

  private static void play(LiveChain chain, List<Step> steps) throws Exception {
    for (Step step : steps) {
      step.on(chain);
    }
    chain.flush();
  }

  private static void collect(LiveChain chain, List<String> into) {
    chain.frames().stream()
        .map(f -> f.streamId() + f.epoch() + ":" + f.sequence() + f.payload().hashCode())
        .forEach(into::add);
  }
}
