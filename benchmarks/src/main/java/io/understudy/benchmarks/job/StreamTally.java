package io.understudy.benchmarks.job;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.playback.LatencySummary;
import io.understudy.pipeline.playback.RunSummary;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Counts what comes out of the streams of a group. Not thread-safe; the owner closes it. */
public final class StreamTally implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  /** Events and dead letters are no hurry, and asking for them costs what is measured here. */
  private static final Duration ASK = Duration.ofMillis(100);

  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final LocalEngine engine;
  private final String name;
  private final StreamReader<ReenactedFrame> frames;
  private final StreamReader<StreamEvent> events;
  private final StreamReader<DeadLetter> letters;
  private final RunSummary stages = new RunSummary();
  private final LatencySummary latency = new LatencySummary();
  private final LatencyOverTime overTime = new LatencyOverTime();
  private final FrameCost cost = FrameCost.none();
  private final Map<String, Long> dropped = new TreeMap<>();
  private final Map<String, Long> outByStream = new HashMap<>();
  private boolean counting;
  private ProcessorTime from = ProcessorTime.NONE;
  private long fromMicros;
  private long lastMicros;
  private long started;
  private long askedNanos = System.nanoTime();
  private long out;

  /** Reads what is written from now on about streams whose ids begin with {@code name}. */
  public StreamTally(LocalEngine engine, String name) {
    this.engine = engine;
    this.name = name;
    this.frames = StreamReader.reenactedFrames(engine.configuration().kafka(), From.NOW);
    this.events = StreamReader.events(engine.configuration().kafka(), From.NOW);
    this.letters = StreamReader.deadLetters(engine.configuration().kafka(), From.NOW);
  }

  /** The wall clock, µs since 1970. */
  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Waits until the job has started {@code streams} streams. */
  public void awaitStart(int streams) {
    await("streams started", streams, () -> started);
  }

  /** Waits until each of {@code published} frames is out or reported as dropped. */
  public void awaitFrames(long published) {
    await("frames came out or were dropped", published, () -> out + droppedFrames());
  }

  /** From here on frames that come out are measured. */
  public void begin() {
    counting = true;
    from = ProcessorTime.now();
    fromMicros = nowMicros();
    lastMicros = fromMicros;
  }

  /** From here on frames that come out are measured no more. */
  public void end() {
    counting = false;
  }

  /**
   * Reads frames for at most {@code wait}, and what else there is.
   *
   * @throws IllegalStateException if the job ended or refused a record
   */
  public List<ReenactedFrame> read(Duration wait) {
    engine.failIfEnded();
    List<ReenactedFrame> read =
        frames.poll(wait).stream().filter(frame -> frame.streamId().startsWith(name)).toList();
    read.forEach(this::count);
    if (System.nanoTime() - askedNanos > ASK.toNanos()) {
      askedNanos = System.nanoTime();
      readOthers();
    }
    return read;
  }

  private void readOthers() {
    events.poll(Duration.ZERO).forEach(this::count);
    for (DeadLetter letter : letters.poll(Duration.ZERO)) {
      throw new IllegalStateException(
          "a record of %s was refused (%s): %s"
              .formatted(letter.streamId(), letter.reason(), letter.message()));
    }
  }

  /** Reads until nothing has come out for five seconds; {@code seen} takes what does. */
  public void readUntilSilent(Consumer<List<ReenactedFrame>> seen) {
    long silentSince = System.nanoTime();
    while (System.nanoTime() - silentSince < SILENCE.toNanos()) {
      List<ReenactedFrame> read = read(POLL);
      seen.accept(read);
      if (!read.isEmpty()) {
        silentSince = System.nanoTime();
      }
    }
  }

  /**
   * What came out between {@link #begin} and {@link #end}; processor time counts until this call.
   */
  public StreamFigures figures(int streams, long framesIn, double framesPerSecondAsked) {
    double seconds = (lastMicros - fromMicros) / 1e6;
    return new StreamFigures(
        streams,
        framesIn,
        framesPerSecondAsked,
        seconds,
        stages,
        latency,
        overTime,
        cost.with(ProcessorTime.now().millisOfFrame(from, stages.framesOut())),
        Map.copyOf(dropped));
  }

  /** Frames that came out between {@link #begin} and {@link #end}, by stream. */
  public Map<String, Long> framesByStream() {
    return Map.copyOf(outByStream);
  }

  @Override
  public void close() {
    try (frames;
        events;
        letters) {
      // closes all three, whatever one of them throws
    }
  }

  private void count(ReenactedFrame frame) {
    out++;
    if (counting) {
      lastMicros = nowMicros();
      outByStream.merge(frame.streamId(), 1L, Long::sum);
      stages.record(frame.timings());
      long latencyMicros = lastMicros - frame.captureEpochMicros();
      latency.record(latencyMicros);
      overTime.record(lastMicros - fromMicros, latencyMicros);
      cost.record(frame.timings(), latencyMicros);
    }
  }

  private void count(StreamEvent event) {
    if (!event.streamId().startsWith(name)) {
      return;
    }
    if (event.kind() == Kind.STARTED) {
      started++;
    } else if (event.kind() == Kind.FRAMES_DROPPED) {
      dropped.merge(event.detail(), event.count(), Long::sum);
    }
  }

  /** Frames reported as dropped so far. */
  public long droppedFrames() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  private void await(String what, long wanted, LongSupplier counted) {
    long last = counted.getAsLong();
    long deadline = System.nanoTime() + LONGEST_SILENCE.toNanos();
    while (counted.getAsLong() < wanted) {
      read(POLL);
      if (counted.getAsLong() > last) {
        last = counted.getAsLong();
        deadline = System.nanoTime() + LONGEST_SILENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d of %d %s and nothing more for %d s; see the log of the job"
                .formatted(last, wanted, what, LONGEST_SILENCE.toSeconds()));
      }
    }
  }
}
