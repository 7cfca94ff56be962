package io.understudy.connectors.contract;

/** How a frame's bytes are encoded. */
public enum FrameEncoding {
  JPEG,
  PNG,
  /** Rows of R, G, B bytes without padding; width and height are mandatory. */
  RAW_RGB,
  /** One H.264 access unit (Annex B). */
  H264
}
