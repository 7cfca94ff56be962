package io.understudy.connectors.face;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.connectors.face.PasteBack.Head;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import java.util.List;
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

/**
 * One head of a 256 network into a picture of 1280x720, and the part of it that tells the
 * portrait's wall: {@code paste} less {@code backdrop} is a paste that leaves no wall out. It lies
 * beside the classes that it measures, which nobody else sees.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PasteBackBenchmark {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int NETWORK_PIXELS = 256;

  /** Side of the head's crop in the picture. */
  @Param({"160", "320", "640"})
  private int cropPixels;

  private RgbImage whole;
  private Head head;

  @Setup
  public void render() {
    RgbImage portrait = portrait(NETWORK_PIXELS);
    whole = PictureTransform.resized(portrait, WIDTH, HEIGHT);
    Square square = new Square((WIDTH - cropPixels) / 2, (HEIGHT - cropPixels) / 2, cropPixels);
    head = new Head(square, portrait);
  }

  private static RgbImage portrait(int side) {
    return new RgbImage(side, side, SampleHeads.portrait(side).rgb());
  }

  @Benchmark
  public RgbImage paste() {
    return PasteBack.paste(whole, List.of(head));
  }

  @Benchmark
  public float[] backdrop() {
    return Backdrop.of(head.picture()).enlarged(cropPixels);
  }
}
