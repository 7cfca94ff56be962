package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Conv2d;
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

/** A 3x3 convolution with bias: plain in exact, pre-packed bf16 in fast. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConvolutionBenchmark {
  @Param({"exact", "fast"})
  private String precision;

  /** Channels in and out, and side of the map. */
  @Param({"64x256", "128x128", "256x64"})
  private String size;

  private Tensors tensors;
  private Conv2d convolution;
  private NDArray map;

  @Setup
  public void open() {
    String[] sides = size.split("x");
    int channels = Integer.parseInt(sides[0]);
    int side = Integer.parseInt(sides[1]);
    tensors = new Tensors(precision);
    Parameters root = Parameters.of(tensors.execution());
    convolution = new Conv2d(root.at("conv"), channels, channels, 3);
    tensors.load(root);
    map = tensors.map(1, channels, side, side);
  }

  @Benchmark
  public long convolve() {
    try (var scope = tensors.scope()) {
      return convolution.forward(map).size();
    }
  }

  @TearDown
  public void close() {
    tensors.close();
  }
}
