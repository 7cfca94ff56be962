package io.understudy.pipeline.viewer;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.media.AccessUnitEncoder;
import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.util.Arrays;

/** A camera that drives a stream in H.264: each fifth picture is a key picture. */
final class UnitCamera implements AutoCloseable {
  static final int SIDE_PIXELS = 64;

  private static final int KEY_INTERVAL = 5;

  private final String streamId;
  private final AccessUnitEncoder encoder;
  private long sequence;

  UnitCamera(String streamId) throws IOException {
    this.streamId = streamId;
    this.encoder = new AccessUnitEncoder(SIDE_PIXELS, SIDE_PIXELS, 25, KEY_INTERVAL);
  }

  /** Dark, grey or bright, which a low bit rate leaves apart. */
  static int brightness(long sequence) {
    return (int) (50 + 70 * (sequence % 3));
  }

  /** A plain picture of {@link #brightness}. */
  DrivingFrame next() throws IOException {
    byte[] rgb = new byte[3 * SIDE_PIXELS * SIDE_PIXELS];
    Arrays.fill(rgb, (byte) brightness(sequence));
    byte[] unit = encoder.encode(new RgbImage(SIDE_PIXELS, SIDE_PIXELS, rgb));
    return new DrivingFrame(
        streamId,
        1,
        sequence++,
        0,
        0,
        0,
        FrameEncoding.H264,
        SIDE_PIXELS,
        SIDE_PIXELS,
        ByteString.copyFrom(unit),
        Origin.NONE);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
