package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
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

/** Attention over tokens, as in Synergize's transformers, and over maps, as in MCNet's memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AttentionBenchmark {
  private static final int TOKENS = 1024;
  private static final int SIDE = 32;
  private static final int QUERIES_OF_A_TILE = 1024;

  @Param({"exact", "fast"})
  private String precision;

  /** Heads and the size of each. */
  @Param({"8x4", "8x32", "1x256"})
  private String heads;

  private Tensors tensors;
  private Kernels kernels;
  private NDArray queries;
  private NDArray keys;
  private NDArray values;
  private NDArray map;

  @Setup
  public void open() {
    String[] sizes = heads.split("x");
    int count = Integer.parseInt(sizes[0]);
    int size = Integer.parseInt(sizes[1]);
    tensors = new Tensors(precision);
    kernels = tensors.execution().kernels();
    queries = tensors.tokens(1, count, TOKENS, size);
    keys = tensors.tokens(1, count, TOKENS, size);
    values = tensors.tokens(1, count, TOKENS, size);
    map = tensors.map(1, (long) count * size, SIDE, SIDE);
  }

  @Benchmark
  public long overTokens() {
    try (var scope = tensors.scope()) {
      return kernels.call("attention", queries, keys, values).size();
    }
  }

  @Benchmark
  public long overMaps() {
    try (var scope = tensors.scope()) {
      return kernels.call("map_attention", map, map, map, 1.0, QUERIES_OF_A_TILE).size();
    }
  }

  @TearDown
  public void close() {
    tensors.close();
  }
}
