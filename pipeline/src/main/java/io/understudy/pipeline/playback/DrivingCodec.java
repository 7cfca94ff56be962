package io.understudy.pipeline.playback;

/** How driving pictures travel. */
public enum DrivingCodec {
  /** Each picture by itself. */
  JPEG,
  /** H.264 access units, a key picture each second of 25: a tenth of the bytes. */
  H264
}
