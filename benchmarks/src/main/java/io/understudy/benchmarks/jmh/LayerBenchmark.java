package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.DoublingConv;
import io.understudy.model.layer.DownBlock;
import io.understudy.model.layer.Hourglass;
import io.understudy.model.layer.LayerNorm;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.ResBlock;
import io.understudy.model.layer.UpBlock;
import java.util.function.UnaryOperator;
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

/** The layers that networks are made of, on a map of 64 channels or on tokens of 64 numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LayerBenchmark {
  private static final int CHANNELS = 64;
  private static final int DEPTH = 3;

  @Param({"exact", "fast"})
  private String precision;

  @Param({"residual", "down", "up", "doubling", "hourglass", "linear", "layer-norm"})
  private String layer;

  /** Side of the map, root of the number of tokens. */
  @Param({"64"})
  private int side;

  private Tensors tensors;
  private UnaryOperator<NDArray> forward;
  private NDArray map;

  @Setup
  public void open() {
    tensors = new Tensors(precision);
    Parameters root = Parameters.of(tensors.execution());
    forward = layer(root.at("layer"));
    tensors.load(root);
    boolean tokens = layer.equals("linear") || layer.equals("layer-norm");
    map =
        tokens
            ? tensors.tokens(1, (long) side * side, CHANNELS)
            : tensors.map(1, CHANNELS, side, side);
  }

  private UnaryOperator<NDArray> layer(Parameters parameters) {
    return switch (layer) {
      case "residual" -> new ResBlock(parameters, CHANNELS)::forward;
      case "down" -> new DownBlock(parameters, CHANNELS, CHANNELS)::forward;
      case "up" -> new UpBlock(parameters, CHANNELS, CHANNELS)::forward;
      case "doubling" -> new DoublingConv(parameters, CHANNELS)::forward;
      case "hourglass" ->
          new Hourglass(parameters, CHANNELS, CHANNELS, DEPTH, 4 * CHANNELS)::forward;
      case "linear" -> new Linear(parameters, CHANNELS, CHANNELS)::forward;
      case "layer-norm" -> new LayerNorm(parameters, CHANNELS)::forward;
      default -> throw new IllegalArgumentException("no layer '" + layer + "': see @Param");
    };
  }

  @Benchmark
  public long forward() {
    try (var scope = tensors.scope()) {
      return forward.apply(map).size();
    }
  }

  @TearDown
  public void close() {
    tensors.close();
  }
}
