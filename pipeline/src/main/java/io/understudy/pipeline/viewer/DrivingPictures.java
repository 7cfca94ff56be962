package io.understudy.pipeline.viewer;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest driving frames of a stream, so that the page shows a reenacted frame beside the very
 * one that it was made of. Frames in H.264 have to be decoded in their order, so they are decoded
 * as they come, and only while somebody looks. Not thread-safe; {@code close()} frees the decoder
 * and forgets the frames, later ones are taken all the same.
 */
final class DrivingPictures implements AutoCloseable {
  private static final int QUALITY = 85;
  private static final int MAX_FRAMES = 50;
  private static final long MAX_BYTES = 16 << 20;

  private final Map<FrameId, Kept> frames = new LinkedHashMap<>();
  private final AccessUnitPictures units = new AccessUnitPictures();
  private long bytes;

  private record FrameId(long epoch, long sequence) {}

  /** A picture as it is kept: pixels are encoded when they are shown. */
  private record Kept(
      FrameEncoding encoding, int widthPixels, int heightPixels, ByteString payload) {}

  /**
   * Takes the next frame.
   *
   * @param watched whether somebody looks at the stream
   */
  void add(DrivingFrame frame, boolean watched) {
    if (frame.encoding() != FrameEncoding.H264) {
      keep(
          frame,
          new Kept(frame.encoding(), frame.widthPixels(), frame.heightPixels(), frame.payload()));
    } else if (watched) {
      units.next(frame).ifPresent(image -> keep(frame, kept(image)));
    } else {
      units.close();
    }
  }

  private static Kept kept(RgbImage image) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      ByteString jpeg = UnsafeByteOperations.unsafeWrap(codec.encodeJpeg(image, QUALITY));
      return new Kept(FrameEncoding.JPEG, image.widthPixels(), image.heightPixels(), jpeg);
    }
  }

  private void keep(DrivingFrame frame, Kept kept) {
    Kept before = frames.put(new FrameId(frame.epoch(), frame.sequence()), kept);
    bytes += kept.payload().size() - (before == null ? 0 : before.payload().size());
    while (frames.size() > MAX_FRAMES || bytes > MAX_BYTES && frames.size() > 1) {
      FrameId oldest = frames.keySet().iterator().next();
      bytes -= frames.remove(oldest).payload().size();
    }
  }

  /** The picture that {@code frame} was made of, empty where it is gone or no browser shows it. */
  Optional<byte[]> of(ReenactedFrame frame) {
    return shown(new FrameId(frame.epoch(), frame.sequence()));
  }

  /** The picture of {@code frame}, empty where it is gone or no browser shows it. */
  Optional<byte[]> of(DrivingFrame frame) {
    return shown(new FrameId(frame.epoch(), frame.sequence()));
  }

  private Optional<byte[]> shown(FrameId id) {
    return Optional.ofNullable(frames.get(id))
        .filter(kept -> !kept.payload().isEmpty())
        .flatMap(DrivingPictures::shown);
  }

  private static Optional<byte[]> shown(Kept kept) {
    if (kept.encoding() != FrameEncoding.RAW_RGB) {
      return Optional.of(kept.payload().toByteArray());
    }
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      RgbImage image =
          codec.decode(
              kept.payload(), FrameEncoding.RAW_RGB, kept.widthPixels(), kept.heightPixels());
      return Optional.of(codec.encodeJpeg(image, QUALITY));
    } catch (PictureException refused) {
      return Optional.empty();
    }
  }

  /** Whether a decoder is open. */
  boolean decodes() {
    return units.open();
  }

  /** How many frames are kept. */
  int kept() {
    return frames.size();
  }

  /** Frees the decoder. */
  void stopDecoding() {
    units.close();
  }

  @Override
  public void close() {
    units.close();
    frames.clear();
    bytes = 0;
  }
}
