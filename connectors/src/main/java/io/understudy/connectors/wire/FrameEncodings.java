package io.understudy.connectors.wire;

import io.understudy.connectors.contract.FrameEncoding;

/** Frame encodings on the wire. */
final class FrameEncodings {
  private FrameEncodings() {}

  static io.understudy.v1.FrameEncoding toWire(FrameEncoding encoding) {
    return io.understudy.v1.FrameEncoding.valueOf("FRAME_ENCODING_" + encoding.name());
  }

  static FrameEncoding fromWire(io.understudy.v1.FrameEncoding encoding, int number)
      throws MalformedRecordException {
    return switch (encoding) {
      case FRAME_ENCODING_JPEG -> FrameEncoding.JPEG;
      case FRAME_ENCODING_PNG -> FrameEncoding.PNG;
      case FRAME_ENCODING_RAW_RGB -> FrameEncoding.RAW_RGB;
      case FRAME_ENCODING_H264 -> FrameEncoding.H264;
      case FRAME_ENCODING_UNSPECIFIED, UNRECOGNIZED ->
          throw new MalformedRecordException(
              "encoding is %d, it must be one of JPEG, PNG, RAW_RGB, H264".formatted(number));
    };
  }
}
