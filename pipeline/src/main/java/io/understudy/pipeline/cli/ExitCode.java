package io.understudy.pipeline.cli;

/** What the command line's exit codes mean. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** The verdict is negative, or the work could not be finished. */
  static final int FAILED = 1;

  /** The input is wrong; one sentence on stderr says what to correct. */
  static final int BAD_INPUT = 2;

  private ExitCode() {}
}
