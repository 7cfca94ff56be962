package io.understudy.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.benchmarks.simulation.Recovery.Output;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final long FAILED = 10_000;

  /** A frame every 100 ms: silence from 10.2 to 12 s, slow until 13 s, as before afterwards. */
  private static List<Output> outputs(long end) {
    return Stream.of(frames(9000, 10_200, 20), frames(12_000, 13_000, 900), frames(13_000, end, 20))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Output> frames(long from, long until, long delayMillis) {
    return LongStream.iterate(from, at -> at < until, at -> at + 100)
        .mapToObj(at -> new Output(at, delayMillis))
        .toList();
  }

  @Test
  void framesAreBackAtTheEndOfTheLongestSilence() {
    assertThat(Recovery.framesAgain(FAILED, outputs(15_000))).isEqualTo(2000);
  }

  @Test
  void delaysAreBackAfterTheLastWindowThatWasSlow() {
    assertThat(Recovery.usualDelay(FAILED, outputs(15_000), 30)).hasValue(3000);
  }

  @Test
  void delaysThatStayHighToTheEndAreNotCalledUsual() {
    assertThat(Recovery.usualDelay(FAILED, outputs(13_000), 30)).isEmpty();
    assertThat(Recovery.usualDelay(FAILED, List.of(), 30)).isEmpty();
  }
}
