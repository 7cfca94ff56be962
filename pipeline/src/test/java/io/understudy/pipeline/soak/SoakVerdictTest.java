package io.understudy.pipeline.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        .isBetween(-0.01, 0.01);
  }

  @Test
  void aFewHandlesAreNotALeakButManyAre() {
    assertThat(verdict(SoakGauge.FILE_HANDLES, i -> i < 60 ? 20 : 24).holds()).isTrue();
    assertThat(verdict(SoakGauge.FILE_HANDLES, i -> i < 60 ? 20 : 40).holds()).isFalse();
  }

  /** What a leak of one 64 MiB arena of malloc now and then looks like. */
  @Test
  void growthInStepsFails() {
    assertThat(verdict(SoakGauge.RESIDENT_MEBIBYTES, i -> 500 + 5 * (i / 15)).holds()).isFalse();
  }

  /** A difference of two thirds' means would show half of it. */
  @Test
  void growthIsCountedFromTheEndOfWarmUpToTheEnd() {
    SoakVerdict verdict = verdict(SoakGauge.RESIDENT_MEBIBYTES, i -> 1000 + i);

    assertThat(verdict.before()).isCloseTo(1030, within(1.0));
    assertThat(verdict.after()).isCloseTo(1089, within(1.0));
  }

  @Test
  void latencyThatGrowsFails() {
    assertThat(verdict(SoakGauge.LATENCY_P95_MILLIS, i -> 100 + i).holds()).isFalse();
  }

  @Test
  void latencyThatIsUncertainHolds() {
    Random random = new Random(1);
    SoakVerdict verdict =
        verdict(SoakGauge.LATENCY_P50_MILLIS, i -> 100 + i / 20.0 + 20 * random.nextGaussian());

    assertThat(verdict.leastGrowth()).isNegative();
    assertThat(verdict.mostGrowth()).isGreaterThan(0.02);
    assertThat(verdict.holds()).isTrue();
  }

  /** As under load: no frame, no latency, which is not a latency of 0. */
  @Test
  void samplesWithoutFramesSayNothingOfLatency() {
    List<SoakSample> samples =
        IntStream.range(0, SAMPLES)
            .mapToObj(i -> i < 55 ? new SoakSample(i, Map.of()) : sample(i, 400))
            .toList();

    assertThat(SoakVerdict.of(samples))
        .filteredOn(verdict -> verdict.gauge() == SoakGauge.LATENCY_P50_MILLIS)
        .singleElement()
        .matches(SoakVerdict::holds)
        .matches(verdict -> verdict.before() == 400 && verdict.after() == 400);
  }

  @Test
  void aSoakOfTooFewSamplesIsRefused() {
    assertThatThrownBy(() -> SoakVerdict.of(List.of(sample(1, 1), sample(2, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("let it run longer");
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
