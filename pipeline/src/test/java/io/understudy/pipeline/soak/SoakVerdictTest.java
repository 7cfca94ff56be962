package io.understudy.pipeline.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakVerdictTest {
  private static final int SAMPLES = 90;

  @Test
  void warmUpIsNotGrowth() {
    assertThat(verdict(SoakGauge.RESIDENT_MEBIBYTES, i -> i < 30 ? 100 + i : 500))
        .matches(SoakVerdict::holds)
        .matches(verdict -> verdict.growth() == 0);
  }

  @Test
  void steadyGrowthBeyondTwoPercentFails() {
    assertThat(verdict(SoakGauge.RESIDENT_MEBIBYTES, i -> 500 + i).holds()).isFalse();
    assertThat(verdict(SoakGauge.RESIDENT_MEBIBYTES, i -> 500 + i / 10.0).holds()).isTrue();
  }

  @Test
  void oneSpikeIsNotGrowth() {
    assertThat(verdict(SoakGauge.RESIDENT_MEBIBYTES, i -> i == 80 ? 5000 : 500).holds()).isTrue();
  }

  /** As features of one source more or less do. */
  @Test
  void goingToAndFroBetweenTwoValuesIsNotGrowth() {
    IntToDoubleFunction moreOftenInTheEnd = i -> i % 10 < (i < 60 ? 4 : 6) ? 52.1 : 51;

    assertThat(verdict(SoakGauge.NETWORK_MEBIBYTES, moreOftenInTheEnd).growth())
        .isPositive()
        .isLessThan(0.01);
  }

  @Test
  void aFewHandlesAreNotALeakButManyAre() {
    assertThat(verdict(SoakGauge.FILE_HANDLES, i -> i < 60 ? 20 : 24).holds()).isTrue();
    assertThat(verdict(SoakGauge.FILE_HANDLES, i -> i < 60 ? 20 : 40).holds()).isFalse();
  }

  @Test
  void latencyIsShownAndNotJudged() {
    SoakVerdict verdict = verdict(SoakGauge.LATENCY_P95_MILLIS, i -> 100 + i);

    assertThat(verdict.growth()).isPositive();
    assertThat(verdict.holds()).isTrue();
  }

  private static SoakVerdict verdict(SoakGauge gauge, IntToDoubleFunction value) {
    List<SoakSample> samples =
        IntStream.range(0, SAMPLES).mapToObj(i -> sample(i, value.applyAsDouble(i))).toList();
    return SoakVerdict.of(samples).stream()
        .filter(verdict -> verdict.gauge() == gauge)
        .findFirst()
        .orElseThrow();
  }

  private static SoakSample sample(double seconds, double value) {
    return new SoakSample(
        seconds,
        Arrays.stream(SoakGauge.values())
            .collect(Collectors.toMap(gauge -> gauge, gauge -> value)));
  }
}
