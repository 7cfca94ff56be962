package io.understudy.connectors.feed;

/**
 * A piece of a feed's sound: 48 kHz, two channels.
 *
 * @param samples left and right in turn; handed over and never written again
 * @param captureEpochMicros when its first sample was captured, µs since 1970
 */
public record FeedSound(short[] samples, long captureEpochMicros) {
  /** Samples a second of each channel. */
  public static final int SAMPLE_RATE = 48_000;

  /** Left and right. */
  public static final int CHANNELS = 2;
}
