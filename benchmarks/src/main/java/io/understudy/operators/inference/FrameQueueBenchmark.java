package io.understudy.operators.inference;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import com.google.protobuf.ByteString;
import io.understudy.benchmarks.simulation.BatchCost;
import io.understudy.benchmarks.simulation.NetworkCost;
import io.understudy.benchmarks.simulation.StubLoader;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLease;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.MeasuredTasks;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

/**
 * What forming batches costs: frames of many streams into the queue and out of it again. Divide by
 * the streams for a frame. It lies beside the class that it measures, which nobody else sees.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrameQueueBenchmark {
  private static final int FRAMES_OF_A_STREAM = 16;

  /** Streams with one frame each. */
  @Param({"8", "64", "512"})
  private int streams;

  @Param({"8"})
  private int batchFrames;

  private ReenactorLease model;
  private List<FrameTask> tasks;

  @Setup
  public void open() {
    NetworkCost nothing =
        new NetworkCost("none", 256, new BatchCost(Map.of(1, 1.0)), 0, 0, ByteString.EMPTY, 0);
    model = ReenactorRegistry.PROCESS.acquire(new StubLoader(nothing), new ModelKey("none", ""));
    MeasuredTasks made = new MeasuredTasks(UnderstudyConfiguration.defaults().live(), model);
    tasks = IntStream.range(0, streams).mapToObj(stream -> made.first("stream-" + stream)).toList();
  }

  @Benchmark
  public int throughTheQueue() {
    FrameQueue queue =
        new FrameQueue(
            FRAMES_OF_A_STREAM,
            (task, reason) -> {
              throw new IllegalStateException("nothing is too late here, got " + reason);
            });
    tasks.forEach(queue::add);
    int batches = 0;
    while (!queue.isEmpty()) {
      queue.takeBatch(batchFrames, 0);
      batches++;
    }
    return batches;
  }

  @TearDown
  public void close() {
    tasks.forEach(FrameTask::close);
    model.close();
  }
}
