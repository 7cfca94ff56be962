package io.understudy.it;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Publishes the same driving frames to several lanes, four a second, until it is closed. */
final class SteadyStream implements AutoCloseable {
  private static final int PERIOD_MILLIS = 250;
  private static final int CYCLE = 50;

  private final List<Lane> lanes;
  private final String streamId;
  private final List<ByteString> pictures;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong clockOffsetMicros = new AtomicLong();
  private final ScheduledExecutorService pacer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> publishing;

  SteadyStream(List<Lane> lanes, String streamId, TestPictures pictures) {
    this.lanes = lanes;
    this.streamId = streamId;
    this.pictures =
        LongStream.range(0, CYCLE).mapToObj(number -> pictures.driving(1, number)).toList();
    this.publishing =
        pacer.scheduleAtFixedRate(this::publish, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  String streamId() {
    return streamId;
  }

  /** Number of the next frame. */
  long next() {
    return next.get();
  }

  /** Puts the capture clock ahead of the time of day, or behind it, from now on. */
  void setCaptureClock(Duration ahead) {
    clockOffsetMicros.set(TimeUnit.MILLISECONDS.toMicros(ahead.toMillis()));
  }

  private void publish() {
    long number = next.get();
    long captured = System.currentTimeMillis() * 1000 + clockOffsetMicros.get();
    for (Lane lane : lanes) {
      lane.publish(
          TestRecords.frame(streamId, number, captured, pictures.get((int) (number % CYCLE))));
    }
    next.incrementAndGet();
  }

  /** Stops and returns how many frames were published. */
  long stop() {
    close();
    lanes.forEach(Lane::flush);
    return next.get();
  }

  @Override
  public void close() {
    pacer.shutdown();
    if (!publishing.cancel(false) && !publishing.isCancelled()) {
      throw new AssertionError("publishing broke off; the broker was away for too long");
    }
  }
}
