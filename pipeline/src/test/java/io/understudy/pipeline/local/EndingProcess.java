package io.understudy.pipeline.local;

import java.util.List;
import java.util.stream.Stream;

/** A process that closes its signals, and gives one more, while it ends. */
final class EndingProcess {
  /** So many that not all of their hooks have begun when the first signal is closed. */
  private static final int SIGNALS = 2000;

  private EndingProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<StopSignal> signals = Stream.generate(StopSignal::new).limit(SIGNALS).toList();
    Thread closer = new Thread(() -> closeWhileItEnds(signals));
    closer.setDaemon(true);
    closer.start();
    System.exit(0);
  }

  private static void closeWhileItEnds(List<StopSignal> signals) {
    Thread probe = new Thread(() -> {});
    try {
      while (true) {
        Runtime.getRuntime().addShutdownHook(probe);
        Runtime.getRuntime().removeShutdownHook(probe);
      }
    } catch (IllegalStateException ending) {
      signals.subList(1, SIGNALS).forEach(StopSignal::close);
      try (StopSignal late = new StopSignal()) {
        System.out.println("late signal given: " + late.given());
      }
      System.out.flush();
      signals.get(0).close();
    }
  }
}
