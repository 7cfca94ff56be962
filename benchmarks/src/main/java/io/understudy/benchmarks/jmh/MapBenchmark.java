package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.GroupNorm;
import io.understudy.model.layer.Parameters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What remains once convolutions are fast: warping, normalising, enlarging. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MapBenchmark {
  @Param({"exact", "fast"})
  private String precision;

  /** Side of the map of 64 channels. */
  @Param({"64", "256"})
  private int side;

  private Tensors tensors;
  private Kernels kernels;
  private GroupNorm norm;
  private NDArray map;
  private NDArray flow;

  @Setup
  public void open() {
    tensors = new Tensors(precision);
    kernels = tensors.execution().kernels();
    Parameters root = Parameters.of(tensors.execution());
    norm = new GroupNorm(root.at("norm"), 64);
    tensors.load(root);
    map = tensors.map(1, 64, side, side);
    flow = tensors.noise(1, side, side, 2);
  }

  @Benchmark
  public long gridSample() {
    try (var scope = tensors.scope()) {
      return kernels.gridSample(map, flow, true).size();
    }
  }

  @Benchmark
  public long groupNormSwish() {
    try (var scope = tensors.scope()) {
      return norm.forwardSwish(map).size();
    }
  }

  @Benchmark
  public long nearestTwice() {
    try (var scope = tensors.scope()) {
      return kernels.nearestTwice(map).size();
    }
  }

  @TearDown
  public void close() {
    tensors.close();
  }
}
