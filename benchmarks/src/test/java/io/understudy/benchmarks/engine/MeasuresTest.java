package io.understudy.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.Picture;
import io.understudy.pipeline.local.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void worksRunInTurnSoThatASlowMomentMeetsAllOfThem() {
    List<String> order = new ArrayList<>();

    List<Interleaved.Times> times;
    try (StopSignal stop = new StopSignal()) {
      times =
          Interleaved.measure(
              new Rounds(1, 2, stop), List.of(() -> order.add("a"), () -> order.add("b")));
    }

    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(times)
        .hasSize(2)
        .allMatch(work -> work.leastSeconds() <= work.medianSeconds() && work.leastSeconds() > 0);
  }

  @Test
  void aProcessThatIsToEndBeginsNoFurtherWork() {
    List<String> order = new ArrayList<>();

    try (StopSignal stop = new StopSignal(0)) {
      assertThatThrownBy(
              () -> Interleaved.measure(new Rounds(0, 1, stop), List.of(() -> order.add("a"))))
          .isInstanceOf(CancellationException.class)
          .hasMessage(Rounds.ENDED);
    }

    assertThat(order).isEmpty();
  }

  @Test
  void oneLevelEverywhereIsFortyEightDecibels() {
    Picture black = new Picture(2, 1, new byte[6]);
    Picture almost = new Picture(2, 1, new byte[] {1, 1, 1, 1, 1, 1});

    assertThat(PictureQuality.decibels(black, almost)).isCloseTo(48.13, within(0.01));
    assertThat(PictureQuality.decibels(black, black)).isInfinite();
    assertThatThrownBy(() -> PictureQuality.decibels(black, new Picture(1, 1, new byte[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x1 and 1x1");
  }
}
