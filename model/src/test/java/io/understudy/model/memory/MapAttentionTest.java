package io.understudy.model.memory;

import static io.understudy.model.memory.SmallMemory.SIZES;
import static io.understudy.model.memory.SmallMemory.unet;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.AttentionTile;
import io.understudy.model.layer.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention of maps over a memory: what it computes, and how much memory it takes. */
class MapAttentionTest {
  @ParameterizedTest
  @CsvSource({"1, FLOAT32", "8, FLOAT32", "1, UNKNOWN"})
  void attentionOverTheLargestMapStaysWithinItsBound(int rows, DataType type) {
    int keys = 32 * 32;
    int queries = AttentionTile.queries(rows, keys, type);

    int elementBytes = type == DataType.FLOAT32 ? 4 : 2;
    assertThat(2L * elementBytes * rows * keys * queries)
        .isLessThanOrEqualTo(64L << 20)
        .isGreaterThan(32L << 20);
  }

  /** What a network asks of the kernel, not what the bound would allow it. */
  @ParameterizedTest
  @CsvSource({"EXACT, 1, 4", "EXACT, 3, 4", "FAST, 3, 2"})
  void aNetworkNeverAttendsWithMoreThanItsBoundAtOnce(Precision precision, int rows, int bytes) {
    List<Long> most = new ArrayList<>();
    List<Long> sides = new ArrayList<>();
    try (SmallMemory run = new SmallMemory(unet(Optional.of(SIZES)), precision);
        Scope scope = new Scope()) {
      run.execution
          .kernels()
          .listen(
              (function, arguments, result) -> {
                if (function.equals("map_attention")) {
                  Shape asked = ((NDArray) arguments[0]).getShape();
                  Shape keys = ((NDArray) arguments[1]).getShape();
                  long queries =
                      Math.min(asked.get(2) * asked.get(3), ((Number) arguments[4]).longValue());
                  sides.add(asked.get(2));
                  most.add(2 * bytes * rows * keys.get(2) * keys.get(3) * queries);
                }
              });
      run.picture(run.images(1, rows, 256, 256), run.images(2, rows, 256, 256), Tap.NONE);
    }

    assertThat(sides).containsExactly(32L, 64L, 128L);
    assertThat(most).allMatch(needed -> needed <= 64L << 20);
  }

  @ParameterizedTest
  @CsvSource({"1", "100", "1024"})
  void attentionDoesNotDependOnTheTile(int tile) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray query = execution.manager().randomNormal(new Shape(2, 8, 16, 24));
      NDArray key = execution.manager().randomNormal(new Shape(2, 8, 4, 4));
      NDArray value = execution.manager().randomNormal(new Shape(2, 8, 4, 4));

      NDArray whole = execution.kernels().call("map_attention", query, key, value, 0.25, 1 << 20);
      NDArray tiled = execution.kernels().call("map_attention", query, key, value, 0.25, tile);

      assertThat(tiled.sub(whole).abs().max().getFloat()).isLessThan(1e-5f);
    }
  }

  /** Widths and positions that fill no tile of the kernels, too. */
  @ParameterizedTest
  @CsvSource({"8, 4, 1024", "512, 32, 1024", "24, 5, 100", "3, 7, 1"})
  void attentionInBfloat16IsThatOfItsOwnInputsInFloat(int channels, int side, int tile) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      List<NDArray> maps =
          Stream.of(new Shape(2, channels, 16, 24), new Shape(2, channels, side, side))
              .flatMap(shape -> Stream.of(shape, shape))
              .skip(1)
              .map(execution.manager()::randomNormal)
              .map(execution::toWorking)
              .toList();
      List<NDArray> wide = maps.stream().map(execution::toFloat).toList();
      double scale = 1 / Math.sqrt(channels);

      NDArray found =
          kernels.call("map_attention", maps.get(0), maps.get(1), maps.get(2), scale, tile);
      NDArray exact =
          kernels.call("map_attention", wide.get(0), wide.get(1), wide.get(2), scale, tile);

      NDArray error = execution.toFloat(found).sub(exact);
      double most = exact.square().mean().getFloat() * 1e-4;
      assertThat((double) error.square().mean().getFloat()).isLessThan(most);
    }
  }
}
