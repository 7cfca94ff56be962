package io.understudy.model.ost;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Scope;
import io.understudy.model.memory.PlainCompensation;
import io.understudy.model.network.HostRun;
import io.understudy.model.network.PlainHost;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OSTNet's Eq. 5 in every host against a second computation of the host's whole generator. */
class ScaleEmbeddingTest {
  private static final int CODE = 6;
  private static final Optional<ScaleConfiguration> EMBEDDED =
      Optional.of(new ScaleConfiguration(false, true, true, 20, 16, CODE));

  @ParameterizedTest
  @EnumSource
  void theCodeIsAddedToWhatEveryBlockOfTheHostGives(PlainHost host) {
    try (HostRun run = new HostRun(host, host.with(EMBEDDED, Optional.empty()));
        Scope scope = new Scope()) {
      NDArray image = run.images(0);
      NDArray codes = run.codes(CODE);
      PlainEmbedding embedding = PlainEmbedding.of(run.layers(), codes);

      NDArray actual = run.picture(image, Optional.of(codes));

      NDArray expected = host.picture(run, image, embedding, PlainCompensation.NONE);
      assertThat(largestDifference(actual, expected)).isLessThan(1e-5f);
      List<String> blocks = blocks(run);
      assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
      for (String block : blocks) {
        NDArray other = host.picture(run, image, embedding.without(block), PlainCompensation.NONE);
        assertThat(largestDifference(expected, other)).as(block).isGreaterThan(1e-3f);
      }
    }
  }

  /** Every block that halves or doubles, by the tensors of its convolution. */
  private static List<String> blocks(HostRun run) {
    List<String> blocks = new ArrayList<>();
    for (String direction : List.of("down", "up")) {
      for (int i = 0;
          run.layers().value(direction + "_blocks." + i + ".conv.weight") != null;
          i++) {
        blocks.add(direction + "." + i);
      }
    }
    return blocks;
  }

  private static float largestDifference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
