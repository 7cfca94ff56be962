package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.djl.Device;
import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import java.util.List;
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
 * What batching across streams is worth: one call with rows of different sources. Divide by the
 * rows; a policy that waits for more only pays where the quotient falls.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BatchBenchmark {
  @Param({"fomm-compact"})
  private String preset;

  @Param({"1", "2", "4", "8"})
  private int rows;

  private Reenactor reenactor;
  private List<SourceFeatures> sources;
  private List<DrivenFrame> batch;

  @Setup
  public void open() {
    reenactor =
        Networks.reenactor(
            Networks.initialWeights(Presets.named(preset), 1), Precision.FAST, Device.cpu());
    Picture portrait = SampleHeads.portrait(reenactor.sizePixels());
    Picture driving = SampleHeads.driving(0.4, reenactor.sizePixels());
    sources = IntStream.range(0, rows).mapToObj(row -> reenactor.encode(portrait)).toList();
    MotionTrack absolute = new MotionTrack(MotionMode.ABSOLUTE, null);
    batch = sources.stream().map(source -> new DrivenFrame(source, driving, absolute)).toList();
  }

  @Benchmark
  public List<Picture> reenact() {
    return reenactor.reenact(batch);
  }

  @TearDown
  public void close() {
    sources.forEach(SourceFeatures::close);
    reenactor.close();
  }
}
