package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;

/** Reenacted frames of a stream, made without a network. */
final class RecordedFrames {
  private RecordedFrames() {}

  /** A grey picture. */
  static ByteString jpeg(int widthPixels, int heightPixels) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      RgbImage grey =
          new RgbImage(widthPixels, heightPixels, new byte[3 * widthPixels * heightPixels]);
      return ByteString.copyFrom(codec.encodeJpeg(grey, 90));
    }
  }

  /** The frame of that sequence number, 25 a second. */
  static ReenactedFrame frame(String streamId, long sequence, ByteString payload) {
    long micros = sequence * 40_000;
    return new ReenactedFrame(
        streamId,
        1,
        sequence,
        micros,
        micros,
        FrameEncoding.JPEG,
        64,
        64,
        payload,
        new StageTimings(0, 0, 0, 0, 0, 1),
        "anna",
        1,
        "preset",
        "weights",
        "");
  }
}
