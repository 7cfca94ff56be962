package io.understudy.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.training.Pair;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From clips to the frames that steps are given. */
@Timeout(120)
class FrameReservoirTest {
  private static final int STEPS = 100;

  private final Told told = new Told();

  @Test
  void everyFrameOfShortClipsIsDrawn() throws Exception {
    List<Clip> clips =
        List.of(new DrawnClip("a_0_0", 0, 5, false), new DrawnClip("a_0_1", 50, 3, false));

    assertThat(drawn(20, clips)).containsExactly(0, 1, 2, 3, 4, 50, 51, 52);
  }

  @Test
  void aPersonKeepsNoMoreFramesThanItMayHoweverLongItsClipsAre() throws Exception {
    List<Clip> clips =
        List.of(new DrawnClip("a_0_0", 0, 150, false), new DrawnClip("a_0_1", 200, 3, false));

    Set<Integer> drawn = drawn(20, clips);

    assertThat(drawn).hasSize(13).contains(200, 201, 202);
    assertThat(drawn).as("not only the first ones").anyMatch(frame -> frame > 50 && frame < 150);
    assertThat(drawn(20, clips)).isEqualTo(drawn);
  }

  @Test
  void ofAClipThatBreaksOffNothingIsLeft() throws Exception {
    List<Clip> clips =
        List.of(
            new DrawnClip("a_0_0", 0, 40, true),
            new DrawnClip("a_0_1", 100, 1, false),
            new DrawnClip("a_0_2", 200, 3, false));

    assertThat(drawn(20, clips)).containsExactly(200, 201, 202);
    assertThat(told.skipped)
        .containsExactly(
            "it breaks off",
            "clip a_0_1 has 1 frames, a pair needs two: leave it out or give a longer one");
  }

  /** Brightness of every frame that steps were given. */
  private Set<Integer> drawn(int framesPerIdentity, List<Clip> clips) throws Exception {
    TrainingPlan plan = Plans.keeping(framesPerIdentity);
    ClipDealer dealer = new ClipDealer(plan, clips, Optional::empty, told);
    try (var dealing = new OneInputStreamOperatorTestHarness<>(new StreamFlatMap<>(dealer));
        var keeping =
            new KeyedOneInputStreamOperatorTestHarness<>(
                new FrameReservoir(plan), TrainingInput::key, Types.STRING)) {
      keeping.setStateBackend(new EmbeddedRocksDBStateBackend());
      dealing.open();
      keeping.open();
      for (long position = 0; position < clips.size() + STEPS; position++) {
        dealing.processElement(new StreamRecord<>(position));
      }
      for (TrainingInput input : dealing.extractOutputValues()) {
        keeping.processElement(new StreamRecord<>(input));
      }
      return brightness(keeping.extractOutputValues());
    }
  }

  private static Set<Integer> brightness(List<StepFrames> steps) {
    Set<Integer> drawn = new TreeSet<>();
    for (StepFrames step : steps) {
      for (Pair pair : step.pairs()) {
        drawn.add(pair.source().picture().rgb()[0] & 0xff);
        drawn.add(pair.driving().picture().rgb()[0] & 0xff);
      }
    }
    return drawn;
  }
}
