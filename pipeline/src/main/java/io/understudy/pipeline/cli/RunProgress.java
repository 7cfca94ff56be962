package io.understudy.pipeline.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on stderr; where stderr is no terminal, a line now and then. */
final class RunProgress implements AutoCloseable {
  private final ProgressBar bar;

  /**
   * Shows an empty bar.
   *
   * @param expectedFrames its full length, 0 where that is unknown
   */
  RunProgress(long expectedFrames) {
    boolean terminal = System.console() != null;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("Reenacting")
            .setUnit(" frames", 1)
            .setInitialMax(expectedFrames == 0 ? -1 : expectedFrames)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) Duration.ofMillis(terminal ? 200 : 5000).toMillis())
            .showSpeed()
            .setMaxRenderedLength(100)
            .build();
  }

  /** One frame more. */
  void step() {
    bar.step();
  }

  @Override
  public void close() {
    bar.maxHint(bar.getCurrent()); // containers may have promised more frames than they hold
    bar.close();
  }
}
