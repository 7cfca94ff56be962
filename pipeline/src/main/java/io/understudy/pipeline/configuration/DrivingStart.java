package io.understudy.pipeline.configuration;

/** Where a job that starts without a checkpoint begins in {@code driving-frames}. */
public enum DrivingStart {
  /** Where its consumer group left off; the newest frame where it never was. */
  COMMITTED,
  /** The oldest frame that the topic holds. */
  EARLIEST,
  /** The next frame that arrives. */
  LATEST
}
