package io.understudy.connectors.feed;

/**
 * Makes one unbroken row of samples out of pieces with capture times: encoders count samples and
 * know no gaps. Missing time becomes silence, time that is taken already is cut off. Not
 * thread-safe.
 */
public final class SoundTimeline {
  /** Pieces that are this near to their place just follow each other: clocks jitter. */
  private static final long TOLERANCE_SAMPLES = FeedSound.SAMPLE_RATE / 20;

  /** More is never missing: what lies further ahead has another clock. */
  private static final long LONGEST_SILENCE_SAMPLES =
      EncodedOutput.LONGEST_GAP_MICROS / 1_000_000 * FeedSound.SAMPLE_RATE;

  private final long startEpochMicros;
  private long written;

  /** A row that starts at a capture time, µs since 1970. */
  public SoundTimeline(long startEpochMicros) {
    this.startEpochMicros = startEpochMicros;
  }

  /**
   * What to append for one piece, both channels in turn; empty if its time is taken already, or
   * lies so far ahead that its clock must have jumped.
   */
  public short[] append(FeedSound sound) {
    long pieceSamples = sound.samples().length / FeedSound.CHANNELS;
    long gap = place(sound.captureEpochMicros()) - written;
    if (Math.abs(gap) <= TOLERANCE_SAMPLES) {
      gap = 0;
    }
    if (gap > LONGEST_SILENCE_SAMPLES) {
      return new short[0];
    }
    long keep = Math.max(0, pieceSamples + Math.min(0, gap));
    long silence = keep == 0 ? 0 : Math.max(0, gap);
    short[] row = new short[Math.toIntExact((silence + keep) * FeedSound.CHANNELS)];
    int kept = Math.toIntExact(keep * FeedSound.CHANNELS);
    System.arraycopy(sound.samples(), sound.samples().length - kept, row, row.length - kept, kept);
    written += silence + keep;
    return row;
  }

  /** Silence up to a capture time, empty where there is sound already. */
  public short[] silenceUntil(long epochMicros) {
    long missing = Math.max(0, place(epochMicros) - written);
    written += missing;
    return new short[Math.toIntExact(missing * FeedSound.CHANNELS)];
  }

  private long place(long epochMicros) {
    return (epochMicros - startEpochMicros) * FeedSound.SAMPLE_RATE / 1_000_000;
  }
}
