package io.understudy.operators.inference;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.media.AccessUnit;
import io.understudy.connectors.media.AccessUnitSequence;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureException.Reason;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.StreamTrack;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The H.264 decoders of the streams of one task. A stream's frames are decoded without a gap; after
 * a gap, a broken frame or a restart it goes on with its next key picture.
 *
 * <p>One thread. Owns the decoders, each some pictures of native memory: those of stopped streams
 * are closed, and for a stream beyond a fixed number the one that was longest without a frame.
 * Where all have had one lately the stream is refused: streams that take each other's decoders in
 * turns would all stand still.
 */
final class StreamDecoders implements AutoCloseable {
  static final int MOST = 32;

  private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PictureBounds bounds;
  private final LongSupplier nanos;

  /** In the order of their last frames. */
  private final Map<String, Decoding> streams = new LinkedHashMap<>();

  /**
   * @param nanos a clock that never goes back, ns
   */
  StreamDecoders(PictureBounds bounds, LongSupplier nanos) {
    this.bounds = bounds;
    this.nanos = nanos;
  }

  /** What is decoded of a stream, who says that it has stopped, and when it was decoded last. */
  private record Decoding(AccessUnitSequence units, StreamTrack track, long atNanos) {}

  /**
   * Decodes the frame of a task.
   *
   * @return empty where its predecessor was not decoded and it is no key picture
   * @throws PictureException if the frame is broken, or begins a stream beyond the number of
   *     decoders
   */
  Optional<RgbImage> decode(FrameTask task) throws PictureException {
    DrivingFrame frame = task.frame();
    Decoding last = streams.remove(frame.streamId());
    AccessUnitSequence units = last == null ? begin(frame) : last.units();
    Optional<RgbImage> image = units.next(frame);
    if (units.open()) {
      streams.put(frame.streamId(), new Decoding(units, task.track(), nanos.getAsLong()));
    }
    return image;
  }

  private AccessUnitSequence begin(DrivingFrame frame) throws PictureException {
    boolean opens = AccessUnit.of(frame.payload()) != AccessUnit.REFERRING_PICTURE;
    if (opens && streams.size() >= MOST) {
      Map.Entry<String, Decoding> oldest = streams.entrySet().iterator().next();
      if (nanos.getAsLong() - oldest.getValue().atNanos() < BUSY_NANOS) {
        throw new PictureException(
            Reason.UNSUPPORTED_ENCODING,
            "stream %s is one more in H.264 than the %d that a task decodes: send it as JPEG or run the job with more parallelism"
                .formatted(frame.streamId(), MOST));
      }
      close(streams.remove(oldest.getKey()));
    }
    return new AccessUnitSequence(bounds);
  }

  /** Closes the decoders of streams that have stopped. */
  void releaseStopped() {
    Iterator<Decoding> all = streams.values().iterator();
    while (all.hasNext()) {
      Decoding decoding = all.next();
      if (decoding.track().stopped()) {
        all.remove();
        close(decoding);
      }
    }
  }

  /** Decoders that are open. */
  int open() {
    return streams.size();
  }

  private static void close(Decoding decoding) {
    decoding.units().close();
  }

  @Override
  public void close() {
    streams.values().forEach(StreamDecoders::close);
    streams.clear();
  }
}
