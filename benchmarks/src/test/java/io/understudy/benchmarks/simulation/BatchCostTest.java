package io.understudy.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchCostTest {
  private static final BatchCost COST = new BatchCost(Map.of(2, 10.0, 4, 16.0));

  @Test
  void betweenTwoSizesTimesLieOnALine() {
    assertThat(COST.nanos(2)).isEqualTo(10_000_000);
    assertThat(COST.nanos(3)).isEqualTo(13_000_000);
    assertThat(COST.nanos(4)).isEqualTo(16_000_000);
  }

  @Test
  void beyondTheSizesAFrameCostsWhatItCostsAtTheNearest() {
    assertThat(COST.nanos(1)).isEqualTo(5_000_000);
    assertThat(COST.nanos(8)).isEqualTo(32_000_000);
    assertThat(COST.framesPerSecond(8)).isEqualTo(250);
  }

  @Test
  void aFasterDeviceTakesLessForEverySize() {
    assertThat(COST.fasterBy(4).nanos(2)).isEqualTo(2_500_000);
    assertThat(COST.fasterBy(4).nanos(4)).isEqualTo(4_000_000);
  }

  @Test
  void aCostWithoutSizesOrTimesIsRefused() {
    assertThatThrownBy(() -> new BatchCost(Map.of())).hasMessageContaining("got {}");
    assertThatThrownBy(() -> new BatchCost(Map.of(0, 1.0))).hasMessageContaining("got {0=1.0}");
    assertThatThrownBy(() -> new BatchCost(Map.of(1, 0.0))).hasMessageContaining("got {1=0.0}");
  }
}
