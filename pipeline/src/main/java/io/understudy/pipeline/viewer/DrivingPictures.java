package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest driving frames of a stream, so that the page shows a reenacted frame beside the very
 * one that it was made of. Not thread-safe.
 */
final class DrivingPictures {
  private static final int QUALITY = 85;
  private static final int MAX_FRAMES = 50;
  private static final long MAX_BYTES = 16 << 20;

  private final Map<FrameId, DrivingFrame> frames = new LinkedHashMap<>();
  private long bytes;

  private record FrameId(long epoch, long sequence) {}

  void add(DrivingFrame frame) {
    DrivingFrame before = frames.put(new FrameId(frame.epoch(), frame.sequence()), frame);
    bytes += frame.payload().size() - (before == null ? 0 : before.payload().size());
    while (frames.size() > MAX_FRAMES || bytes > MAX_BYTES && frames.size() > 1) {
      FrameId oldest = frames.keySet().iterator().next();
      bytes -= frames.remove(oldest).payload().size();
    }
  }

  /** The picture that {@code frame} was made of, empty where it is gone or no browser shows it. */
  Optional<byte[]> of(ReenactedFrame frame) {
    DrivingFrame driving = frames.get(new FrameId(frame.epoch(), frame.sequence()));
    return driving == null ? Optional.empty() : shown(driving);
  }

  /** A frame as a browser shows it, empty where none does. */
  static Optional<byte[]> shown(DrivingFrame frame) {
    return switch (frame.encoding()) {
      case JPEG, PNG ->
          frame.payload().isEmpty() ? Optional.empty() : Optional.of(frame.payload().toByteArray());
      case RAW_RGB -> encoded(frame);
      case H264 -> Optional.empty();
    };
  }

  private static Optional<byte[]> encoded(DrivingFrame frame) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return Optional.of(
          codec.encodeJpeg(
              codec.decode(
                  frame.payload(),
                  FrameEncoding.RAW_RGB,
                  frame.widthPixels(),
                  frame.heightPixels()),
              QUALITY));
    } catch (PictureException refused) {
      return Optional.empty();
    }
  }
}
