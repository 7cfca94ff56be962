package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.DrivingFrameSerializer;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.MalformedRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
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

/** A driving frame on the wire of the topics (Protobuf) and of the job (Flink serializer). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DrivingFrameBenchmark {
  private static final long SEED = 1;

  @Param({"20000", "200000"})
  private int payloadBytes;

  private final DrivingFrameSerializer serializer = new DrivingFrameSerializer();
  private final DataOutputSerializer out = new DataOutputSerializer(1 << 20);
  private DrivingFrame frame;
  private KafkaRecord record;
  private byte[] serialized;

  @Setup
  public void open() throws IOException {
    byte[] payload = new byte[payloadBytes];
    new Random(SEED).nextBytes(payload);
    Origin origin = new Origin("driving-frames", 0, 0);
    frame =
        new DrivingFrame(
            "stream",
            1,
            2,
            3,
            4,
            0,
            FrameEncoding.JPEG,
            0,
            0,
            UnsafeByteOperations.unsafeWrap(payload),
            origin);
    byte[] key = "stream".getBytes(StandardCharsets.UTF_8);
    record = new KafkaRecord(origin, 0, key, DrivingFrameWire.toBytes(frame));
    serializer.serialize(frame, out);
    serialized = out.getCopyOfBuffer();
  }

  @Benchmark
  public byte[] toWire() {
    return DrivingFrameWire.toBytes(frame);
  }

  @Benchmark
  public DrivingFrame parse() throws MalformedRecordException {
    return DrivingFrameWire.parse(record);
  }

  @Benchmark
  public int serialize() throws IOException {
    out.clear();
    serializer.serialize(frame, out);
    return out.length();
  }

  @Benchmark
  public DrivingFrame deserialize() throws IOException {
    return serializer.deserialize(new DataInputDeserializer(serialized));
  }
}
