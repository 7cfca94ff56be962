package io.understudy.benchmarks.jmh;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
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

/** JPEG in and out, as every frame of the job pays it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JpegBenchmark {
  private static final int QUALITY = 90;

  @Param({"256", "512"})
  private int side;

  private PictureCodec codec;
  private RgbImage image;
  private ByteString jpeg;

  @Setup
  public void open() {
    Picture head = SampleHeads.portrait(side);
    codec = new PictureCodec(PictureBounds.DEFAULT);
    image = new RgbImage(side, side, head.rgb());
    jpeg = UnsafeByteOperations.unsafeWrap(codec.encodeJpeg(image, QUALITY));
  }

  @Benchmark
  public RgbImage decode() throws PictureException {
    return codec.decode(jpeg, FrameEncoding.JPEG, 0, 0);
  }

  @Benchmark
  public byte[] encode() {
    return codec.encodeJpeg(image, QUALITY);
  }

  @TearDown
  public void close() {
    codec.close();
  }
}
