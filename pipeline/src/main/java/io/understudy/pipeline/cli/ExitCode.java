package io.understudy.pipeline.cli;

/** What the command line's exit codes mean. */
public final class ExitCode {
  /** All went well. */
  public static final int OK = 0;

  /** The verdict is negative, or the work could not be finished. */
  public static final int FAILED = 1;

  /** The input is wrong; one sentence on stderr says what to correct. */
  public static final int BAD_INPUT = 2;

  private ExitCode() {}
}
