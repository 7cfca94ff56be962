package io.understudy.benchmarks.job;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.pipeline.local.LocalEngine;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * Several streams at once on a running engine. Publishes and reads on the caller's thread; not
 * thread-safe.
 */
public final class StreamLoad {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int FRAMES_UNDER_WAY = 2;
  private static final int WARM_UP_SHARE = 4;

  private final LocalEngine engine;
  private final Duration length;
  private final SampleSource source = SampleSource.render();
  private int groups;

  /**
   * A load that has not begun.
   *
   * @param engine runs; borrowed
   * @param length of each measurement; a saturated one has a quarter of it as warm-up before
   */
  public StreamLoad(LocalEngine engine, Duration length) {
    this.engine = engine;
    this.length = length;
  }

  /**
   * As fast as results come back, nothing dropped: each stream has two frames under way, one in
   * work and one that waits, so that a batch holds about as many frames as there are streams.
   */
  public StreamFigures saturated(int streams) {
    return run(streams, DeliveryMode.COMPLETE, this::saturate);
  }

  /**
   * Live streams at a fixed rate, see {@link PacedLoad}. Dropped frames have no latency; they are
   * counted apart.
   *
   * @param framesPerSecond of each stream; streams take turns, evenly spread
   */
  public StreamFigures paced(int streams, double framesPerSecond) {
    return paced(streams, framesPerSecond, length);
  }

  /** As {@link #paced} for {@code time} instead, and nothing of it is measured. */
  public void settle(int streams, double framesPerSecond, Duration time) {
    paced(streams, framesPerSecond, time);
  }

  private StreamFigures paced(int streams, double framesPerSecond, Duration time) {
    double intervalMicros = 1e6 / (framesPerSecond * streams);
    return run(
        streams, DeliveryMode.LIVE, (group, tally) -> pace(group, tally, intervalMicros, time));
  }

  private StreamFigures run(
      int streams,
      DeliveryMode delivery,
      BiFunction<StreamGroup, StreamTally, StreamFigures> measurement) {
    String name = "load-" + groups++ + "-";
    try (StreamTally tally = new StreamTally(engine, name);
        StreamGroup group =
            new StreamGroup(engine.configuration().kafka(), name, streams, delivery, source)) {
      tally.awaitStart(streams);
      return measurement.apply(group, tally);
    }
  }

  private StreamFigures saturate(StreamGroup group, StreamTally tally) {
    for (int stream = 0; stream < group.streams(); stream++) {
      for (int i = 0; i < FRAMES_UNDER_WAY; i++) {
        group.publish(stream, StreamTally.nowMicros());
      }
    }
    answer(group, tally, length.dividedBy(WARM_UP_SHARE));
    tally.begin();
    answer(group, tally, length);
    tally.end();
    tally.awaitFrames(group.published());
    return tally.figures(group.streams(), group.published(), 0);
  }

  /**
   * Publishes the next frame of a stream for each of its frames that comes back, for {@code time}
   * and until as many have come back as are under way twice over: the first batches hold what had
   * arrived when they began, not what a batch holds later.
   */
  private static void answer(StreamGroup group, StreamTally tally, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long least = group.published() + 2L * FRAMES_UNDER_WAY * group.streams();
    while (System.nanoTime() < end || group.published() < least) {
      for (ReenactedFrame frame : tally.read(POLL)) {
        group.publish(group.stream(frame.streamId()), StreamTally.nowMicros());
      }
    }
  }

  private StreamFigures pace(
      StreamGroup group, StreamTally tally, double intervalMicros, Duration time) {
    long frames = Math.max(group.streams(), Math.round(time.toNanos() / 1e3 / intervalMicros));
    tally.begin();
    new PacedLoad(group, tally, intervalMicros).run(frames, read -> {});
    tally.awaitFrames(frames);
    return tally.figures(group.streams(), frames, 1e6 / intervalMicros);
  }
}
