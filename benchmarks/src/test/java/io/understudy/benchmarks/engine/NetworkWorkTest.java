package io.understudy.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.understudy.model.preset.Presets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what hooks on the official code counted (NETWORKS section 7). */
class NetworkWorkTest {
  @ParameterizedTest
  @CsvSource({
    "fomm-256, 11.59, 44.71",
    "mcnet-256, 16.57, 182.62",
    "synergize-256, 31.18, 154.62",
    // Its encoder is MCNet's, 15.11, and a ResNet-18 takes 2.37: section 5.
    "tpsm-256, 17.48, 121.95"
  })
  void theCountedWorkIsThatOfTheOfficialCode(String preset, double source, double frame) {
    NetworkWork work = NetworkWork.of(Presets.named(preset));

    assertThat(work.sourceGigaMacs()).isCloseTo(source, withinPercentage(1));
    assertThat(work.frameGigaMacs()).isCloseTo(frame, withinPercentage(1));
  }
}
