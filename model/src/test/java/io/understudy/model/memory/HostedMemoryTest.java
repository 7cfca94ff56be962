package io.understudy.model.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Scope;
import io.understudy.model.network.HostRun;
import io.understudy.model.network.PlainHost;
import io.understudy.model.ost.PlainEmbedding;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MCNet's memory in every host against a second computation of the host's whole generator. */
class HostedMemoryTest {
  private static final MemoryConfiguration SIZES = new MemoryConfiguration(24, 16, 16, 12);

  @ParameterizedTest
  @EnumSource
  void theReleasedMemoryCompensatesTheWarpedMapsOfTheHost(PlainHost host) {
    compare(host, MemorySwitches.released());
  }

  @ParameterizedTest
  @EnumSource
  void soDoesTheMemoryOfThePaper(PlainHost host) {
    compare(host, MemorySwitches.paper());
  }

  private static void compare(PlainHost host, MemorySwitches switches) {
    Optional<MemoryConfiguration> memory = Optional.of(SIZES.with(switches));
    try (HostRun run = new HostRun(host, host.with(Optional.empty(), memory));
        Scope scope = new Scope()) {
      NDArray image = run.images(0);

      NDArray actual = run.picture(image, Optional.empty());

      PlainCompensation compensation =
          PlainCompensation.of(run.layers(), switches, run.keypoints());
      NDArray expected = host.picture(run, image, PlainEmbedding.NONE, compensation);
      NDArray without = host.picture(run, image, PlainEmbedding.NONE, PlainCompensation.NONE);
      assertThat(largestDifference(actual, expected)).isLessThan(1e-4f);
      assertThat(largestDifference(expected, without)).isGreaterThan(0.01f);
    }
  }

  private static float largestDifference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
