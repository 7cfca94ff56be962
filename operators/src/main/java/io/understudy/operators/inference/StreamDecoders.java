package io.understudy.operators.inference;

import io.understudy.connectors.media.AccessUnitSequence;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.StreamTrack;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The H.264 decoders of the streams of one task. A stream's frames are decoded without a gap; after
 * a gap, a broken frame or a restart it goes on with its next key picture.
 *
 * <p>One thread. Owns the decoders, each some pictures of native memory: those of stopped streams
 * are closed, and of more than a fixed number the one that was longest without a frame.
 */
final class StreamDecoders implements AutoCloseable {
  static final int MOST = 32;

  private final PictureBounds bounds;

  /** In the order of their last frames. */
  private final Map<String, Decoding> streams = new LinkedHashMap<>();

  StreamDecoders(PictureBounds bounds) {
    this.bounds = bounds;
  }

  /** What is decoded of a stream, and who says that it has stopped. */
  private record Decoding(AccessUnitSequence units, StreamTrack track) {}

  /**
   * Decodes the frame of a task.
   *
   * @return empty where its predecessor was not decoded and it is no key picture
   * @throws PictureException if the frame is broken
   */
  Optional<RgbImage> decode(FrameTask task) throws PictureException {
    String streamId = task.frame().streamId();
    Decoding last = streams.remove(streamId);
    AccessUnitSequence units = last == null ? new AccessUnitSequence(bounds) : last.units();
    Optional<RgbImage> image = units.next(task.frame());
    if (units.open()) {
      keep(new Decoding(units, task.track()), streamId);
    }
    return image;
  }

  private void keep(Decoding decoding, String streamId) {
    streams.put(streamId, decoding);
    if (streams.size() > MOST) {
      close(streams.remove(streams.keySet().iterator().next()));
    }
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
    if (decoding != null) {
      decoding.units().close();
    }
  }

  @Override
  public void close() {
    streams.values().forEach(StreamDecoders::close);
    streams.clear();
  }
}
