package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.understudy.benchmarks.jmh.SampleRecords.Sample;
import io.understudy.connectors.wire.MalformedRecordException;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/** The records of the topics on the wire (Protobuf) and inside the job (Flink serializers). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordBenchmark {
  @Param({
    "driving-frame",
    "reenacted-frame",
    "source",
    "session",
    "stream-event",
    "dead-letter",
    "model-announcement"
  })
  private String record;

  /** Bytes of the picture in it; sessions, events and announcements have none. */
  @Param({"20000"})
  private int payloadBytes;

  private Sample<?> sample;

  @Setup
  public void open() throws IOException {
    sample = SampleRecords.of(record, payloadBytes);
  }

  @Benchmark
  public byte[] toWire() {
    return sample.toWire();
  }

  @Benchmark
  public Object parse() throws MalformedRecordException {
    return sample.parse();
  }

  @Benchmark
  public int serialize() throws IOException {
    return sample.serialize();
  }

  @Benchmark
  public Object deserialize() throws IOException {
    return sample.deserialize();
  }
}
