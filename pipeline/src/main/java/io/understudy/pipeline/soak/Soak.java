package io.understudy.pipeline.soak;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.playback.ClipFrame;
import io.understudy.pipeline.playback.LatencySummary;
import io.understudy.pipeline.playback.RenderedClip;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Streams and sources come and go on a running engine while the process is watched. */
public final class Soak {
  private static final int CLIP_FRAMES = 50;
  private static final int JPEG_QUALITY = 90;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LocalEngine engine;
  private final SoakPlan plan;
  private final List<SoakSample> samples = new ArrayList<>();
  private LatencySummary latency = new LatencySummary();
  private long framesOut;

  /**
   * A soak that has not begun.
   *
   * @param engine runs; borrowed
   */
  public Soak(LocalEngine engine, SoakPlan plan) {
    this.engine = engine;
    this.plan = plan;
  }

  /**
   * What a soak saw.
   *
   * @param streams streams that came, and went but for the last ones
   * @param framesOut frames that came out
   * @param cut whether it was ended before its time
   */
  public record Outcome(int streams, long framesOut, List<SoakSample> samples, boolean cut) {}

  /**
   * Runs on the caller's thread to the end, or until the process is to end.
   *
   * @param progress takes every sample
   * @throws IllegalStateException if the job ends
   */
  public Outcome run(Consumer<SoakSample> progress) {
    try (StreamPublisher publisher = new StreamPublisher(engine.configuration().kafka());
        StreamReader<ReenactedFrame> frames =
            StreamReader.reenactedFrames(engine.configuration().kafka(), From.NOW)) {
      SoakCast cast = new SoakCast(publisher, RenderedClip.portrait(), clip(), Clock.systemUTC());
      for (int i = 0; i < plan.streams(); i++) {
        cast.enter();
      }
      boolean cut = !play(cast, frames, progress);
      return new Outcome(cast.entered(), framesOut, List.copyOf(samples), cut);
    }
  }

  /** Tells whether it came to its end. */
  private boolean play(
      SoakCast cast, StreamReader<ReenactedFrame> frames, Consumer<SoakSample> progress) {
    try {
      playOn(cast, frames, progress);
      return true;
    } catch (CancellationException ended) {
      return false;
    }
  }

  private void playOn(
      SoakCast cast, StreamReader<ReenactedFrame> frames, Consumer<SoakSample> progress) {
    Every frame = new Every(Duration.ofNanos((long) (NANOS_PER_SECOND / plan.framesPerSecond())));
    Every turn = new Every(plan.turn());
    Every sample = new Every(plan.sampling());
    long start = System.nanoTime();
    while (System.nanoTime() - start < plan.length().toNanos()) {
      engine.failIfEnded();
      if (frame.due()) {
        cast.play();
      }
      if (turn.due()) {
        cast.leave();
        cast.enter();
      }
      read(frames, frame.left());
      if (sample.due()) {
        progress.accept(sample((System.nanoTime() - start) / NANOS_PER_SECOND));
      }
    }
  }

  private void read(StreamReader<ReenactedFrame> frames, Duration wait) {
    for (ReenactedFrame frame : frames.poll(wait)) {
      latency.record(frame.timings().captureToOutputMicros());
      framesOut++;
    }
  }

  private SoakSample sample(double seconds) {
    SoakSample sample = SoakSample.now(seconds, latency);
    latency = new LatencySummary();
    samples.add(sample);
    return sample;
  }

  private static List<ByteString> clip() {
    List<ByteString> pictures = new ArrayList<>();
    try (RenderedClip clip = new RenderedClip();
        PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      for (int i = 0; i < CLIP_FRAMES; i++) {
        Optional<ClipFrame> frame = clip.next();
        frame.ifPresent(
            shown ->
                pictures.add(
                    UnsafeByteOperations.unsafeWrap(
                        codec.encodeJpeg(shown.image(), JPEG_QUALITY))));
      }
    }
    return pictures;
  }

  /** Something that happens again and again; what was missed is not made up for. */
  private static final class Every {
    private final long periodNanos;
    private long next;

    Every(Duration period) {
      this.periodNanos = period.toNanos();
      this.next = System.nanoTime() + periodNanos;
    }

    boolean due() {
      long now = System.nanoTime();
      if (now < next) {
        return false;
      }
      next = Math.max(next + periodNanos, now);
      return true;
    }

    Duration left() {
      return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
    }
  }
}
